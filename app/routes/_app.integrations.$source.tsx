import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Notice } from '../components/notice.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useAutoRefresh } from '../components/use-auto-refresh.ts'
import { ConnectForm } from '../connections/connect-form.tsx'
import { connectionPath, connectionTitle, filledAddress } from '../connections/connection-address.ts'
import { FirstEventNotice } from '../connections/first-event-notice.tsx'
import { idToSetUp } from '../connections/id-to-set-up.ts'
import { arrivalByFeed, arrivalOf } from '../connections/load-arrival.server.ts'
import { readConnectionForm } from '../connections/read-connection-form.server.ts'
import { refusedForm } from '../connections/refused-form.server.ts'
import { setUpGuide } from '../connections/set-up-guides.ts'
import { SetUpSteps } from '../connections/set-up-steps.tsx'
import { sourceCard } from '../connections/source-groups.ts'
import { useKept } from '../connections/use-kept.ts'
import { WhereItIs } from '../connections/where-it-is.tsx'

const refreshEveryMs = 2_000
/** An arrival is counted up in seconds for so long. */
const freshMs = 60_000
const readDeliveries = 20

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Connect ${data?.source.title ?? 'a system'} · Patron` },
]

/**
 * The address of a connection has to be known before the connection is made: some vendors show their secret only once
 * they have it. So its id is chosen here, and `?id=` keeps it.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const api = await apiClient(args)
  const { sources } = expectSuccess(await api.listSources(), request)
  const source = sources.find((each) => each.source === params.source)
  if (source === undefined) throw data({ message: 'There is no such source.' }, { status: 404 })
  const connectionId = new URL(request.url).searchParams.get('id') ?? ''
  if (!/^[a-z0-9-]{1,40}$/.test(connectionId)) {
    const { connections } = expectSuccess(await api.listConnections(), request)
    throw redirect(setUpPath(source, idToSetUp(source, connections, freshId)))
  }
  const name = { source: source.source, connectionId }
  const isTracking = source.secretOrigin === 'none'
  const [found, delivered] = await Promise.all([
    api.getConnection(name),
    api.listDeliveries(name, { limit: readDeliveries }),
  ])
  const arrival = isTracking
    ? await arrivalByFeed(api, name)
    : delivered.ok
      ? await arrivalOf(api, delivered.value)
      : undefined
  const host = new URL(sources.find((each) => each.webhookUrl !== null)?.webhookUrl ?? request.url).origin
  const connection = found.ok ? found.value : undefined
  const nowMs = Date.now()
  const isWatching = connection !== undefined
  return {
    source,
    host,
    address: source.webhookUrl && filledAddress(source.webhookUrl, connectionId),
    connectionId,
    connection,
    anotherPath: isTracking ? setUpPath(source, freshId()) : undefined,
    arrival,
    nowMs,
    isLive: isWatching && (arrival === undefined || nowMs - Date.parse(arrival.receivedAt) < freshMs),
    refreshSeconds: isWatching && arrival === undefined ? 5 : undefined,
  }
}

/** Hard to guess, so that nobody floods the address without being told it. */
function freshId(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 20)
}

function setUpPath({ source }: { source: string }, connectionId: string): string {
  return `/integrations/${source}?id=${connectionId}`
}

/** Makes the connection. Its secret is in this answer and in no other. */
export async function action(args: ActionFunctionArgs) {
  const { request, params } = args
  const api = await apiClient(args)
  const { sources } = expectSuccess(await api.listSources(), request)
  const source = sources.find((each) => each.source === params.source)
  if (source === undefined) throw data({ message: 'There is no such source.' }, { status: 404 })
  const form = await request.formData()
  const { label, settings, secret, credentials } = readConnectionForm(form, source)
  const connectionId = new URL(request.url).searchParams.get('id') ?? undefined
  const wanted = {
    source: source.source,
    label,
    settings,
    ...(secret !== undefined && { secret }),
    ...(credentials !== undefined && { credentials }),
  }
  const answer = await api.createConnection({ ...wanted, connectionId })
  // All shops share the ids. Where nothing is delivered to it, another one than another shop's does as well.
  const isTaken =
    source.secretOrigin === 'none' &&
    connectionId !== undefined &&
    !answer.ok &&
    answer.failure.status === 409 &&
    !(await api.getConnection({ source: source.source, connectionId })).ok
  const made = isTaken ? await api.createConnection(wanted) : answer
  if (!made.ok) return refusedForm(made.failure, form, request)
  const { connection, secret: madeSecret, verifyToken } = made.value
  if (isTaken) return redirect(setUpPath(source, connection.connectionId))
  return { made: { secret: madeSecret, verifyToken } }
}

export default function SetUpPage() {
  const { source, host, address, connectionId, connection, anotherPath, arrival, nowMs, isLive } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const refused = answer && 'refused' in answer ? answer.refused : undefined
  const made = useKept(answer && 'made' in answer ? answer.made : undefined, address ?? source.source)
  useAutoRefresh(refreshEveryMs, isLive)
  const guide = setUpGuide(source)
  const steps = { address, connectionId, host, made }
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/integrations', label: 'All integrations' }]} />
      <PageHeader title={`Connect ${source.title}`} lead={sourceCard(source.source).sentence} />
      {connection === undefined ? (
        <>
          {guide.before.length === 0 ? null : (
            <Card title={`First, at ${source.title}`}>
              <SetUpSteps label="What to do first" steps={guide.before} {...steps} />
            </Card>
          )}
          <Card title="Connect">
            {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
            <ConnectForm source={source} refused={refused} />
          </Card>
        </>
      ) : (
        <>
          <Card title={`${connectionTitle(connection)} is connected`}>
            <div className="stack">
              <FirstEventNotice arrival={arrival} nowMs={nowMs} />
              <SetUpSteps
                label="What to do next"
                steps={guide.after}
                start={guide.before.length + 1}
                {...steps}
              />
            </div>
          </Card>
          <p className="row">
            <ButtonLink to={connectionPath(connection)} look="primary">
              Go to the connection
            </ButtonLink>
            {anotherPath === undefined ? null : (
              <ButtonLink to={anotherPath} look="quiet">
                Connect another
              </ButtonLink>
            )}
          </p>
        </>
      )}
    </div>
  )
}
