import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { pagePart } from '../api/page-part.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { formatDay, formatMoment } from '../format/format-moment.ts'
import { AllTime } from '../overview/all-time.tsx'
import { ChannelSales } from '../overview/channel-sales.tsx'
import { OverviewTiles } from '../overview/overview-tiles.tsx'
import { overviewAddress, parseLastDay, parsePeriod, periodNames, periods } from '../overview/period.ts'
import { RevenueChart } from '../overview/revenue-chart.tsx'
import { UnconvertedSales } from '../overview/unconverted-sales.tsx'
import { UnusualDays } from '../overview/unusual-days.tsx'

/** Figures are summed again for each call, so a page left open asks once a minute. */
const refreshEveryMs = 60_000
/** Days that were unlike others are shown for two weeks. */
const unusualDays = 14

export const meta: MetaFunction = () => [{ title: 'Overview · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { searchParams } = new URL(args.request.url)
  const days = parsePeriod(searchParams.get('days'))
  const lastDay = parseLastDay(searchParams.get('lastDay'))
  const api = await apiClient(args)
  const [overview, anomalies] = await Promise.all([
    api.getOverview({ days, lastDay }),
    api.listShopAnomalies({ days: unusualDays }),
  ])
  return { ...expectSuccess(overview, args.request), lastDay, anomalies: pagePart(anomalies) }
}

export default function OverviewPage() {
  const overview = useLoaderData<typeof loader>()
  useAutoRefresh(refreshEveryMs, true)
  return (
    <div className="stack">
      <PageHeader
        title="Overview"
        lead={
          overview.lastDay === undefined
            ? `As of ${formatMoment(overview.generatedAt, overview.timeZone)}`
            : `Up to ${formatDay(overview.lastDay)}`
        }
      >
        <Segments
          label="Period"
          options={periods.map((days) => ({
            label: periodNames[days],
            to: overviewAddress(days, overview.lastDay),
            isCurrent: days === overview.days,
          }))}
        />
      </PageHeader>
      <OverviewTiles overview={overview} />
      <UnusualDays part={overview.anomalies} />
      <UnconvertedSales unconverted={overview.current.unconverted} />
      {overview.customerCount === 0 ? (
        <Card title="Your shop, soon">
          <EmptyState
            title="No events have arrived yet"
            icon="events"
            actions={
              <ButtonLink to="/imports" look="primary">
                Import past orders
              </ButtonLink>
            }
          >
            Import a file of past orders, or point a source at Patron; figures appear within seconds.
          </EmptyState>
        </Card>
      ) : (
        <div className="split">
          <RevenueChart overview={overview} />
          <ChannelSales overview={overview} />
        </div>
      )}
      <AllTime overview={overview} />
    </div>
  )
}
