import { type AppLoadContext, redirect } from '@remix-run/cloudflare'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import { sessionToken } from '../session/session-cookie.server.ts'
import { callApi } from './call-api.server.ts'

interface RequestInContext {
  readonly request: Request
  readonly context: AppLoadContext
}

/** The API for whoever sent this request. Redirects to sign-in when nobody is signed in. */
export async function apiClient({ request, context }: RequestInContext): Promise<PatronClient> {
  const token = await sessionToken(request, context.cloudflare.env)
  if (token === undefined) throw redirect(loginPath(request))
  return client(context, request, token)
}

/** The API before anybody signed in: good for signing in only. */
export function anonymousApiClient({ request, context }: RequestInContext): PatronClient {
  return client(context, request, undefined)
}

/** Where to sign in and come back from: a page comes back to itself, a form to the start. */
export function loginPath(request: Request): string {
  const { pathname, search } = new URL(request.url)
  const next = request.method === 'GET' ? `${pathname}${search}` : '/'
  return next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`
}

function client(context: AppLoadContext, request: Request, token: string | undefined): PatronClient {
  const fetch = callApi(request, context.cloudflare.env)
  return patronClient({ fetch, baseUrl: new URL(request.url).origin, token })
}
