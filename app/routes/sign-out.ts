import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { endPresentSession } from '../session/end-present-session.server.ts'
import { forgetTokens } from '../session/session-cookie.server.ts'

/** Ends the session everywhere and forgets who was signed in and what was shown, also when the API does not answer. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { env } = context.cloudflare
  await endPresentSession(request, env)
  const headers = { 'Set-Cookie': await forgetTokens(request, env), 'Clear-Site-Data': '"cache"' }
  return redirect('/login', { headers })
}

export function loader() {
  return redirect('/')
}
