import { type ActionFunctionArgs, redirect } from '@remix-run/cloudflare'
import { sessionCookie } from '../session/session-cookie.server.ts'

/** Forgets who was signed in. */
export async function action({ request, context }: ActionFunctionArgs) {
  const cookie = sessionCookie(request, context.cloudflare.env)
  const session = await cookie.getSession(request.headers.get('Cookie'))
  return redirect('/login', { headers: { 'Set-Cookie': await cookie.destroySession(session) } })
}

export function loader() {
  return redirect('/')
}
