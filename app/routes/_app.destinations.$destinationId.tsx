import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { failedAction } from '../api/failed-action.server.ts'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { connectionTitle } from '../connections/connection-address.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { DestinationActions } from '../destinations/destination-actions.tsx'
import { destinationPath } from '../destinations/destination-address.ts'
import { DestinationCard } from '../destinations/destination-card.tsx'
import { DestinationFacts } from '../destinations/destination-facts.tsx'
import { loadDestination } from '../destinations/load-destination.server.ts'
import { ProblemList } from '../destinations/problem-list.tsx'
import { RunList } from '../destinations/run-list.tsx'

const refreshEveryMs = 2_000
const mostProblems = 200

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.destination.label ?? 'Destination'} · Patron` },
]

/** `?problems=<cursor>` shows refused records from further on. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const destinationId = params.destinationId ?? ''
  const cursor = new URL(request.url).searchParams.get('problems') ?? undefined
  const api = await apiClient(args)
  const [loaded, runs, problems] = await Promise.all([
    loadDestination(args),
    api.listDestinationRuns(destinationId),
    api.listDestinationProblems(destinationId, { limit: mostProblems, cursor }),
  ])
  const { source, connectionId } = loaded.destination
  const connection = await api.getConnection({ source, connectionId })
  const listed = expectSuccess(runs, request).runs
  const isRunning = listed.some(({ finishedAt }) => finishedAt === null)
  return {
    ...loaded,
    runs: listed,
    problems: expectSuccess(problems, request),
    cursor,
    isRunning,
    // The connection may be gone; then its id is all there is.
    connectionTitle: connection.ok ? connectionTitle(connection.value) : connectionId,
    refreshSeconds: isRunning ? 2 : undefined,
  }
}

/** `intent` is "start", "pause" or "resume". */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const destinationId = params.destinationId ?? ''
  const intent = (await request.formData()).get('intent')
  const api = await apiClient(args)
  const answer =
    intent === 'start'
      ? await api.startDestinationRun(destinationId)
      : await api.updateDestination(destinationId, { status: intent === 'pause' ? 'paused' : 'active' })
  return answer.ok ? redirect(destinationPath(destinationId)) : failedAction(answer.failure, request)
}

export default function DestinationPage() {
  const { destination, title, runs, problems, cursor, isRunning, ...rest } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  useAutoRefresh(refreshEveryMs, isRunning)
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/destinations', label: 'All destinations' }]} />
      <PageHeader title={destination.label} lead={`${title}, ${rest.connectionTitle}`}>
        <DestinationActions destination={destination} isRunning={isRunning} />
      </PageHeader>
      {failed === undefined ? null : <Notice tone="bad">{failed.error}</Notice>}
      <DestinationFacts destination={destination} runs={runs} />
      <div className="split">
        <div className="stack">
          <RunList runs={runs} />
          <ProblemList page={problems} cursor={cursor} />
        </div>
        <DestinationCard destination={destination} connectionTitle={rest.connectionTitle} />
      </div>
    </div>
  )
}
