import { patronClient } from '#shared/contracts/client.ts'
import { callApi } from '../api/call-api.server.ts'
import type { DashboardEnv } from '../env.ts'
import { sessionToken } from './session-cookie.server.ts'

/**
 * Ends the session that a request comes with: when its owner signs out, and when somebody signs in anew in the same
 * browser, since its cookie is then written over and nobody could end it here any more. That it is over already, or that
 * the API does not answer, stops neither.
 */
export async function endPresentSession(request: Request, env: DashboardEnv): Promise<void> {
  const token = await sessionToken(request, env)
  if (token === undefined) return
  const { origin } = new URL(request.url)
  await patronClient({ fetch: callApi(request, env), baseUrl: origin, token }).endSession()
}
