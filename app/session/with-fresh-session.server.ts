import { patronClient } from '#shared/contracts/client.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { callApi } from '../api/call-api.server.ts'
import type { DashboardEnv } from '../env.ts'
import { forgetTokens, keepTokens, sessionCookieName, sessionTokens } from './session-cookie.server.ts'

/** A token with less than this left is renewed first, so that it does not end while a page is being made. */
const leastLeftMs = 60 * secondMs

/**
 * Answers a request with a token that is good for a while: renews it first when it is about to end, once for the request,
 * however many loaders it has, and sets the new cookie on the answer. A session that is over is forgotten.
 */
export async function withFreshSession(
  request: Request,
  env: DashboardEnv,
  answer: (request: Request) => Promise<Response> | Response,
): Promise<Response> {
  const tokens = await sessionTokens(request, env)
  if (tokens === undefined || Date.parse(tokens.expiresAt) - Date.now() > leastLeftMs) return answer(request)
  const { origin } = new URL(request.url)
  const client = patronClient({ fetch: callApi(request, env), baseUrl: origin })
  const renewed = await client.refreshSession(tokens.refreshToken)
  // Anything but a refusal passes: the API may be away for a moment, and the token good for a moment yet.
  if (!renewed.ok && renewed.failure.status !== 401) return answer(request)
  const setCookie = renewed.ok
    ? await keepTokens(renewed.value, request, env)
    : await forgetTokens(request, env)
  const response = await answer(withCookie(request, renewed.ok ? setCookie : undefined))
  return addCookie(response, setCookie, sessionCookieName(request))
}

/** The request as it would have come with this session cookie, or with none. */
function withCookie(request: Request, setCookie: string | undefined): Request {
  const headers = new Headers(request.headers)
  const name = sessionCookieName(request)
  const others = (headers.get('Cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '' && !pair.startsWith(`${name}=`))
  const own = setCookie === undefined ? [] : [setCookie.split(';', 1)[0] ?? '']
  headers.set('Cookie', [...others, ...own].join('; '))
  return new Request(request, { headers })
}

/** Sets the cookie on an answer, a WebSocket's too, unless the answer sets it itself, as signing in and out do. */
function addCookie(response: Response, setCookie: string, name: string): Response {
  if (response.headers.getSetCookie().some((each) => each.startsWith(`${name}=`))) return response
  const { status, statusText, webSocket } = response
  const headers = new Headers(response.headers)
  headers.append('Set-Cookie', setCookie)
  return webSocket
    ? new Response(null, { status, statusText, headers, webSocket })
    : new Response(response.body, { status, statusText, headers })
}
