import type { DashboardEnv } from '../env.ts'
import { isSameOrigin } from '../session/same-origin.ts'
import { sessionToken } from '../session/session-cookie.server.ts'

/**
 * Passes a request on to the API Worker, bodies and WebSocket upgrades as they are. A GET of a signed-in browser gets
 * its session's token; nothing else does, so a form on another site can never act with it. The session cookie stays here.
 */
export async function forwardToApi(request: Request, env: DashboardEnv): Promise<Response> {
  const headers = new Headers(request.headers)
  headers.delete('Cookie')
  if (request.method === 'GET' && !headers.has('Authorization') && isSameOrigin(request)) {
    const token = await sessionToken(request, env)
    if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
  }
  return env.API.fetch(new Request(request, { headers }))
}
