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
import { idToSetUp, isAnotherShops } from '../connections/id-to-set-up.ts'
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
const idPattern = /^[a-z0-9-]{1,40}$/

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Connect ${data?.source.title ?? 'a system'} · Patron` },
]

/**
 * The address of a connection has to be known before the connection is made: some vendors show their secret only once
 * they have it. So its id is chosen here, and `?id=` keeps it; `?insteadOf=` is the id that was wanted and is another shop's.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const api = await apiClient(args)
  const { sources } = expectSuccess(await api.listSources(), request)
  const source = sources.find((each) => each.source === params.source)
  if (source === undefined) throw data({ message: 'There is no such source.' }, { status: 404 })
  const asked = new URL(request.url).searchParams
  const connectionId = asked.get('id') ?? ''
  if (!idPattern.test(connectionId)) {
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
  const insteadOf = asked.get('insteadOf') ?? ''
  return {
    source,
    host,
    address: source.webhookUrl && filledAddress(source.webhookUrl, connectionId),
    connectionId,
    connection,
    insteadOf: isTracking && idPattern.test(insteadOf) ? insteadOf : undefined,
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
  if (source.secretOrigin === 'none' && connectionId !== undefined && !answer.ok) {
    // Where nothing is delivered to an id, another one than another shop's does as well.
    const found = await api.getConnection({ source: source.source, connectionId })
    const other = isAnotherShops(answer, found) ? await api.createConnection(wanted) : answer
    if (!other.ok) return refusedForm(other.failure, form, request)
    return redirect(`${setUpPath(source, other.value.connection.connectionId)}&insteadOf=${connectionId}`)
  }
  if (!answer.ok) return refusedForm(answer.failure, form, request)
  return { made: { secret: answer.value.secret, verifyToken: answer.value.verifyToken } }
}

export default function SetUpPage() {
  const { source, host, address, connectionId, connection, insteadOf, anotherPath, arrival, nowMs, isLive } =
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
          {arrival === undefined ? null : <FirstEventNotice arrival={arrival} nowMs={nowMs} />}
          <Card title="Connect">
            {refused === undefined ? null : <Notice tone="bad">{refused.error}</Notice>}
            <ConnectForm source={source} refused={refused} />
          </Card>
        </>
      ) : (
        <>
          <Card title={`${connectionTitle(connection)} is connected`}>
            <div className="stack">
              {insteadOf === undefined ? null : (
                <Notice tone="warn">
                  <p>
                    Another shop on this Patron has the id {insteadOf}, so this connection is {connectionId}.
                    Keys made earlier, such as the shop’s first write key, still send as {insteadOf}: replace
                    them in your pages by the key that you make here.
                  </p>
                </Notice>
              )}
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
