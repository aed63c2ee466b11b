import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { patronClient } from '#shared/contracts/client.ts'
import { callApi } from '../api/call-api.server.ts'
import { forgetTokens, sessionToken } from '../session/session-cookie.server.ts'

/** Ends the session everywhere and forgets who was signed in and what was shown, also when the API does not answer. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { env } = context.cloudflare
  const token = await sessionToken(request, env)
  if (token !== undefined) {
    const { origin } = new URL(request.url)
    await patronClient({ fetch: callApi(request, env), baseUrl: origin, token }).endSession()
  }
  const headers = { 'Set-Cookie': await forgetTokens(request, env), 'Clear-Site-Data': '"cache"' }
  return redirect('/login', { headers })
}

export function loader() {
  return redirect('/')
}
