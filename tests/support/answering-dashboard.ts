import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { dashboardOptions } from '#scripts/platform.ts'
import { type Permission, permissionsOfRole } from '#shared/access/permissions.ts'
import type { Problem } from '#shared/contracts/problems.ts'
import type { CurrentSession, Session } from '#shared/contracts/sessions.ts'

/** A request of the dashboard to the API: "GET /v1/models". */
type Call = `${'GET' | 'POST' | 'DELETE'} /v1/${string}`

/** What the API answers, by call, the query left out; null is an answer without words. One in a function is asked anew each time, and may be a refusal. */
export type Answers = Readonly<Record<Call, object | null | ((query: URLSearchParams) => object)>>

/** The built dashboard before an API that answers from a table: for pages whose data takes long to come about. */
export interface AnsweringDashboard {
  readonly url: string
  /** Every call that changes something, in order. */
  readonly changes: readonly string[]
  stop(): Promise<void>
}

const tenant = {
  tenantId: 'demo',
  name: 'Answering shop',
  currency: 'GBP',
  timeZone: 'Europe/London',
  country: 'GB',
}
const user = {
  userId: 'usr_1',
  email: 'manager@shop.example',
  displayName: 'Mary Manager',
  role: 'manager' as const,
}

const secondFactor = { dueAt: null, isMissing: false }

/** Starts it on a free port. Whoever signs in may do what `permissions` say: what a manager may, unless told. */
export async function startAnsweringDashboard(
  answers: Answers,
  permissions: readonly Permission[] = permissionsOfRole.manager,
): Promise<AnsweringDashboard> {
  const changes: string[] = []
  const all: Answers = { ...signedIn(permissions), ...answers }
  const answer = async (request: { method: string; url: string }): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url)
    const call = `${request.method} ${pathname}`
    if (request.method !== 'GET' && pathname !== '/v1/sessions') changes.push(call)
    const found = all[call as Call]
    if (found === undefined) return notFound(`nothing answers ${call}`)
    if (found === null) return new Response(null, { status: 204 })
    const body = typeof found === 'function' ? found(searchParams) : found
    return body instanceof Response ? body : Response.json(body)
  }
  const options = { ...dashboardOptions({}), serviceBindings: { API: answer } }
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      telemetry: { enabled: false },
      workers: [options as ReturnType<typeof dashboardOptions>],
    }),
  )
  return { url: (await miniflare.ready).origin, changes, stop: () => miniflare.dispose() }
}

function signedIn(permissions: readonly Permission[]): Answers {
  const later = new Date(Date.now() + 3_600_000).toISOString()
  const session: Session = {
    sessionId: 'ses_1',
    user,
    tenant,
    secondFactor,
    token: 'token',
    expiresAt: later,
    refreshToken: 'refresh',
    refreshTokenExpiresAt: later,
  }
  const current: CurrentSession = {
    sessionId: 'ses_1',
    user,
    tenant,
    secondFactor,
    permissions: [...permissions],
  }
  return {
    'POST /v1/sessions': session,
    'GET /v1/sessions/current': current,
    'GET /v1/reviews': { reviews: [], total: 0, nextCursor: null },
  }
}

function notFound(title: string): Response {
  const body: Problem = {
    type: '/docs/problems#not-found',
    code: 'not-found',
    status: 404,
    requestId: 'req_1',
    title,
  }
  return Response.json(body, {
    status: 404,
    headers: { 'content-type': 'application/problem+json' },
  })
}
