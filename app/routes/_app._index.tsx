import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Segments } from '../components/segments.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { formatMoment } from '../format/format-moment.ts'
import { ChannelSales } from '../overview/channel-sales.tsx'
import { OverviewTiles } from '../overview/overview-tiles.tsx'
import { parsePeriod, periodNames, periods } from '../overview/period.ts'
import { RevenueChart } from '../overview/revenue-chart.tsx'

const refreshEveryMs = 15_000

export const meta: MetaFunction = () => [{ title: 'Overview · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const days = parsePeriod(new URL(args.request.url).searchParams.get('days'))
  const api = await apiClient(args)
  return expectSuccess(await api.getOverview({ days }), args.request)
}

export default function OverviewPage() {
  const overview = useLoaderData<typeof loader>()
  useAutoRefresh(refreshEveryMs, true)
  return (
    <div className="stack">
      <PageHeader title="Overview" lead={`As of ${formatMoment(overview.generatedAt, overview.timeZone)}`}>
        <Segments
          label="Period"
          options={periods.map((days) => ({
            label: periodNames[days],
            to: days === 30 ? '/' : `/?days=${days}`,
            isCurrent: days === overview.days,
          }))}
        />
      </PageHeader>
      <OverviewTiles overview={overview} />
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
    </div>
  )
}
