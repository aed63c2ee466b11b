import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { ForecastAccuracyView } from '#shared/contracts/forecasts.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { AccuracyChart } from '../forecasts/accuracy-chart.tsx'
import { AccuracyFacts } from '../forecasts/accuracy-facts.tsx'
import { groupLabel, groupNames, levelNames } from '../forecasts/accuracy-names.ts'
import { AccuracyTable, ComparedDays } from '../forecasts/accuracy-table.tsx'
import {
  accuracyAddress,
  accuracyGroups,
  accuracyHorizons,
  accuracyQuery,
  levelsOf,
  newestByGroup,
  parseAccuracyView,
} from '../forecasts/accuracy-view.ts'
import { formatDay } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'

const shownComparisons = 15

export const meta: MetaFunction = () => [{ title: 'How good forecasts are · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const view = parseAccuracyView(new URL(request.url).searchParams)
  const api = await apiClient(args)
  const [all, byGroup, stores] = await Promise.all([
    api.listForecastAccuracy(accuracyQuery(view, 'all')),
    api.listForecastAccuracy(accuracyQuery(view, view.group)),
    view.group === 'store' ? api.listStores({ limit: 500 }) : undefined,
  ])
  const rows = expectSuccess(all, request).accuracy
  const { levels, shown } = levelsOf(rows, view.level)
  const ofLevel = (each: ForecastAccuracyView) => each.level === shown
  return {
    view,
    levels,
    shown,
    rows: rows.filter(ofLevel),
    groups: newestByGroup(expectSuccess(byGroup, request).accuracy.filter(ofLevel)),
    storeNames: Object.fromEntries(
      (stores?.ok ? stores.value.stores : []).flatMap(({ storeId, name }) =>
        name === null ? [] : [[storeId, name]],
      ),
    ),
  }
}

export default function AccuracyPage() {
  const { view, levels, shown, rows, groups, storeNames } = useLoaderData<typeof loader>()
  const newest = rows[0]
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/forecasts', label: 'Forecast' }]} />
      <PageHeader title="How good forecasts are" lead="Every forecast is kept and held against what came.">
        <Segments
          label="How far ahead"
          options={accuracyHorizons.map((days) => ({
            label: `${days} days ahead`,
            to: accuracyAddress({ ...view, horizonDays: days }),
            isCurrent: days === view.horizonDays,
          }))}
        />
      </PageHeader>
      {newest === undefined ? (
        <Card title="Nothing compared yet">
          <EmptyState
            title="Nothing to compare with yet"
            icon="forecast"
            actions={<ButtonLink to="/forecasts">See the forecast</ButtonLink>}
          >
            A forecast of {view.horizonDays} days can be held against what came after {view.horizonDays} days.
            Where there are sales enough, earlier ones are made afterwards, from what was known then.
          </EmptyState>
        </Card>
      ) : (
        <>
          {levels.length < 2 ? null : (
            <div className="row forecast-choices">
              <Segments
                label="What is compared"
                options={levels.map((level) => ({
                  label: levelNames[level],
                  to: accuracyAddress({ ...view, level }),
                  isCurrent: level === shown,
                }))}
              />
            </div>
          )}
          <ToldNotice row={newest} />
          <AccuracyFacts accuracy={newest} />
          <AccuracyChart rows={rows} />
          <Card
            title="Where they are good, and where not"
            note={`${view.horizonDays} days up to ${formatDay(newest.toDay)}`}
          >
            <div className="stack">
              <div className="row forecast-choices">
                <Segments
                  label="Take it apart by"
                  options={accuracyGroups.map((group) => ({
                    label: groupNames[group],
                    to: accuracyAddress({ ...view, group }),
                    isCurrent: group === view.group,
                  }))}
                />
              </div>
              {groups.length === 0 ? (
                <EmptyState title="Nothing to take apart" icon="search">
                  Sums are not told apart in this way. Choose items above.
                </EmptyState>
              ) : (
                <AccuracyTable
                  caption={`Accuracy by ${groupNames[view.group].toLowerCase()}, what sells most first`}
                  head={groupNames[view.group]}
                  rows={groups}
                  nameOf={({ groupName }) => groupLabel(view.group, groupName, storeNames)}
                />
              )}
            </div>
          </Card>
          <Card title="From time to time" note={`the newest of ${countOf(rows.length, 'comparison')}`}>
            <AccuracyTable
              caption="Accuracy over time, the newest first"
              head="Sales up to"
              rows={rows.slice(0, shownComparisons)}
              nameOf={(row) => <ComparedDays row={row} />}
            />
          </Card>
        </>
      )}
    </div>
  )
}

/** Figures that were made afterwards are worth less than those of forecasts that had been told, and it is said. */
function ToldNotice({ row: { wasTold } }: { row: ForecastAccuracyView }) {
  if (wasTold) return null
  return (
    <Notice>
      <p>
        These figures were made afterwards: from what was known then, as if a forecast had been told. Those of
        forecasts that were told take their place as time goes by.
      </p>
    </Notice>
  )
}
