import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import type { DestinationList, DestinationView } from '#shared/contracts/destinations.ts'
import type { SimulateDelivery, SimulatedSourceList } from '#shared/contracts/simulations.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { BackfillCard } from '../connections/backfill-card.tsx'
import { ConnectionActions, TestResult } from '../connections/connection-actions.tsx'
import { type ConnectionName, connectionPath, connectionTitle } from '../connections/connection-address.ts'
import { ConnectionCard, ConnectionHealthFacts } from '../connections/connection-facts.tsx'
import { DeliveryList } from '../connections/delivery-list.tsx'
import { readDeliveryListView } from '../connections/delivery-list-view.ts'
import { FirstEventNotice } from '../connections/first-event-notice.tsx'
import { arrivalByFeed, newArrivalOf } from '../connections/load-arrival.server.ts'
import { loadConnection, nameIn } from '../connections/load-connection.server.ts'
import { unknownSettings } from '../connections/setting-fields.ts'
import { SimulationCard, SimulationResult } from '../connections/simulation-card.tsx'
import { useKept } from '../connections/use-kept.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { ConnectionDestinations } from '../destinations/connection-destinations.tsx'
import { isDestinationSource } from '../destinations/destination-kinds.ts'

const refreshEveryMs = 3_000
/** So few that what stands below them is not far away. */
const shownCount = 20

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? connectionTitle(data.connection) : 'Connection'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const view = readDeliveryListView(new URL(request.url).searchParams)
  const name = nameIn(args.params)
  const api = await apiClient(args)
  const [loaded, deliveries, runs, simulations, sent] = await Promise.all([
    loadConnection(args),
    api.listDeliveries(name, { limit: shownCount, verdict: view.verdict, cursor: view.cursor }),
    api.listBackfills(name),
    api.listSimulations(),
    isDestinationSource(name.source) ? api.listDestinations() : undefined,
  ])
  const log = expectSuccess(deliveries, request)
  const nowMs = Date.now()
  const { webhookUrl, health } = loaded.connection
  const isLogged = webhookUrl !== null
  const isStart = view.cursor === undefined && view.verdict === undefined
  const arrival = isLogged
    ? await newArrivalOf(api, isStart ? log : undefined, nowMs)
    : await arrivalByFeed(api, name)
  const isWaiting = arrival === undefined && (!isLogged || health.state === 'never-seen')
  return {
    ...loaded,
    view,
    deliveries: log,
    runs: expectSuccess(runs, request).runs,
    simulated: simulationsOf(name.source, expectSuccess(simulations, request)),
    destinations: sent && destinationsOf(name, expectSuccess(sent, request)),
    isLogged,
    arrival,
    isWaiting,
    nowMs,
    refreshSeconds: isWaiting && view.isLive ? 5 : undefined,
  }
}

function destinationsOf(name: ConnectionName, { destinations }: DestinationList): DestinationView[] {
  return destinations.filter(
    ({ source, connectionId }) => source === name.source && connectionId === name.connectionId,
  )
}

/** What can be simulated for a source; null where nothing can, or may. */
function simulationsOf(source: string, { isAllowed, variants, sources }: SimulatedSourceList) {
  const topics = sources.find((each) => each.source === source)?.topics ?? []
  return isAllowed && topics.length > 0 ? { topics, variants } : null
}

/** `intent` is "test", "simulate", "pause", "resume", "start-backfill" or "cancel-backfill". */
export async function action(args: ActionFunctionArgs) {
  const { request } = args
  const name = nameIn(args.params)
  const form = await request.formData()
  const text = (field: string) => String(form.get(field) ?? '')
  const api = await apiClient(args)
  if (text('intent') === 'test') return { test: expectSuccess(await api.testConnection(name), request) }
  if (text('intent') === 'simulate') {
    const sent = await api.simulateDelivery(name, {
      topic: text('topic'),
      variant: text('variant') as SimulateDelivery['variant'],
    })
    return sent.ok ? { simulation: sent.value } : failedAction(sent.failure, request)
  }
  const answer = await act()
  return answer.ok ? redirect(connectionPath(name)) : failedAction(answer.failure, request)

  function act() {
    switch (text('intent')) {
      case 'pause':
        return api.pauseConnection(name)
      case 'start-backfill': {
        const day = text('changedSince')
        return api.startBackfill(name, day === '' ? {} : { changedSince: `${day}T00:00:00Z` })
      }
      case 'cancel-backfill':
        return api.cancelBackfill(name, text('runId'))
      default:
        return api.resumeConnection(name)
    }
  }
}

export default function ConnectionPage() {
  const { source, connection, view, deliveries, runs, simulated, isLogged, ...told } =
    useLoaderData<typeof loader>()
  const answer = useKept(useActionData<typeof action>(), connectionPath(connection))
  useAutoRefresh(refreshEveryMs, view.isLive)
  const unknown = unknownSettings(source, connection.settings)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/integrations', label: 'All integrations' }]} />
      <PageHeader title={connectionTitle(connection)} lead={source.title}>
        <ConnectionActions connection={connection} secretOrigin={source.secretOrigin} />
      </PageHeader>
      {answer && 'error' in answer ? <Notice tone="bad">{answer.error}</Notice> : null}
      {answer && 'test' in answer ? <TestResult test={answer.test} /> : null}
      {answer && 'simulation' in answer ? <SimulationResult simulation={answer.simulation} /> : null}
      {unknown.length === 0 ? null : (
        <Notice tone="warn">
          <p>
            Stored settings that {source.title} does not know, and that do nothing: {unknown.join(', ')}.
          </p>
        </Notice>
      )}
      {told.isWaiting || told.arrival !== undefined ? (
        <FirstEventNotice arrival={told.arrival} nowMs={told.nowMs} />
      ) : null}
      {isLogged ? (
        <>
          {told.isWaiting ? null : <ConnectionHealthFacts connection={connection} />}
          <DeliveryList page={deliveries} view={view} />
        </>
      ) : null}
      <div className="split">
        <div className="stack">
          {source.backfillResources.length === 0 ? null : (
            <BackfillCard connection={connection} resources={source.backfillResources} runs={runs} />
          )}
          {simulated === null ? null : <SimulationCard {...simulated} />}
        </div>
        <div className="stack">
          <ConnectionCard connection={connection} title={source.title} />
          {told.destinations === undefined ? null : (
            <ConnectionDestinations connection={connection} destinations={told.destinations} />
          )}
        </div>
      </div>
    </div>
  )
}
