import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { AlertCard } from './alert-card.tsx'
import { ChartCard } from './chart-card.tsx'
import { ForecastDownloads } from './forecast-downloads.tsx'
import { ForecastTiles } from './forecast-tiles.tsx'
import { forecastAddress } from './forecast-view.ts'
import type { loadForecastPage } from './load-forecast-page.server.ts'
import { OriginCard } from './origin-card.tsx'
import { PartCard } from './part-card.tsx'
import { partKindNames } from './part-words.ts'
import { WhatIfCard, type WhatIfState } from './what-if-card.tsx'

type Page = Extract<Awaited<ReturnType<typeof loadForecastPage>>, { forecast: object }>

interface ForecastBodyProps {
  page: Page
  whatIf: WhatIfState | undefined
}

/** A forecast and all that is said of it: the shop as a whole has surprises, an item how it came about and "what if". */
export function ForecastBody({ page, whatIf }: ForecastBodyProps) {
  const { forecast, missingChannel, summary, view, parts, alerts, currency, level } = page
  const isItem = level === 'sku' || level === 'sku-store'
  return (
    <>
      <ForecastTiles forecast={forecast} summary={summary} />
      <ChartCard forecast={forecast} view={view} missingChannel={missingChannel} />
      {alerts === undefined ? null : <AlertCard alerts={alerts} currency={currency} />}
      {isItem ? (
        <div className="split">
          <div className="stack">
            <WhatIfCard
              key={forecastAddress({ subject: view.subject })}
              state={whatIf}
              firstDay={forecast.points[0]?.from ?? ''}
            />
            <OrderCard sku={forecast.subject.sku ?? ''} />
          </div>
          <OriginCard forecast={forecast} summary={summary} />
        </div>
      ) : null}
      {parts === undefined ? null : (
        <>
          <PartCard list={parts.list} kind={parts.kind} absent={parts.absent} view={view} />
          <ForecastDownloads
            level={parts.list.forecasts[0]?.subject.level ?? level}
            about={partKindNames[parts.kind].one}
          />
        </>
      )}
    </>
  )
}

/** The way to what to order of an item. */
function OrderCard({ sku }: { sku: string }) {
  return (
    <Card title="What to order">
      <div className="stack">
        <p className="small">
          From this forecast, the stock there is and the goods on their way comes how much to order, and when.
        </p>
        <p>
          <ButtonLink to={`/replenishment?show=all&query=${encodeURIComponent(sku)}`} small>
            See what to order
          </ButtonLink>
        </p>
      </div>
    </Card>
  )
}
