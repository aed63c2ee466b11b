import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { connectionTitle } from '../connections/connection-address.ts'
import { DestinationTable } from '../destinations/destination-table.tsx'
import { countOf } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'

const refreshEveryMs = 3_000

export const meta: MetaFunction = () => [{ title: 'Destinations · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const api = await apiClient(args)
  const [listed, connections, sources] = await Promise.all([
    api.listDestinations(),
    api.listConnections(),
    api.listSources(),
  ])
  const { destinations } = expectSuccess(listed, request)
  const known = expectSuccess(connections, request).connections
  const titles = new Map(expectSuccess(sources, request).sources.map(({ source, title }) => [source, title]))
  const runs = await Promise.all(destinations.map(({ id }) => api.listDestinationRuns(id)))
  return {
    listed: destinations.map((destination, index) => {
      const { source, connectionId } = destination
      const connection = known.find(
        (each) => each.source === source && each.connectionId === connectionId,
      ) ?? { label: '', connectionId }
      const ofIt = runs[index]
      return {
        destination,
        system: `${titles.get(source) ?? source}, ${connectionTitle(connection)}`,
        // One that was deleted in between has no runs, and the list is there all the same.
        latest: ofIt?.ok ? ofIt.value.runs[0] : undefined,
      }
    }),
  }
}

export default function DestinationsPage() {
  const { listed } = useLoaderData<typeof loader>()
  const mayManage = useMay('destinations:manage')
  useAutoRefresh(
    refreshEveryMs,
    listed.some(({ latest }) => latest !== undefined && latest.finishedAt === null),
  )
  return (
    <div className="stack">
      <PageHeader
        title="Destinations"
        lead="Sends what Patron knows of some customers to a CRM or another system, and keeps it up to date there."
      >
        {mayManage ? (
          <ButtonLink to="/destinations/new" look="primary">
            New destination
          </ButtonLink>
        ) : null}
      </PageHeader>
      <Card title="Where customers are sent" note={countOf(listed.length, 'destination')}>
        {listed.length === 0 ? (
          <EmptyState
            title="Nothing is sent anywhere yet"
            icon="send"
            actions={
              mayManage ? (
                <ButtonLink to="/destinations/new">Send customers to a system</ButtonLink>
              ) : undefined
            }
          >
            You choose who is sent and what of them. Who said no is never sent, and who is erased here is
            erased there.
          </EmptyState>
        ) : (
          <DestinationTable listed={listed} />
        )}
      </Card>
    </div>
  )
}
