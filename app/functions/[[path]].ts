import { createRequestHandler } from '@remix-run/cloudflare-pages'
import * as build from '../../build/server/index.js'
import type { DashboardEnv } from '../env.ts'
import { withSecurityHeaders } from '../security-headers.ts'
import { limitedRequest } from '../session/limited-request.server.ts'
import { isSameOrigin } from '../session/same-origin.ts'
import { withFreshSession } from '../session/with-fresh-session.server.ts'

// The plain request handler: the one that also looks for static files clones each request, and a cloned upload would
// be held in memory. _routes.json keeps static files away from here.
const handlePage = createRequestHandler<DashboardEnv>({ build })

/** Every page of the dashboard, and what leads to one. */
export const onRequest: PagesFunction<DashboardEnv> = async (context) =>
  withSecurityHeaders(await answer(context), context.request.url)

/** A form that another site made the browser send, or that is too large, is refused before anything keeps it. */
async function answer(context: Parameters<typeof onRequest>[0]): Promise<Response> {
  const isForm = context.request.method !== 'GET' && context.request.method !== 'HEAD'
  if (isForm && !isSameOrigin(context.request)) {
    return new Response('This form was sent from another site.', { status: 403 })
  }
  const limited = await limitedRequest(context.request)
  if (limited instanceof Response) return limited
  return withFreshSession(limited, context.env, (request) =>
    handlePage({ ...context, request } as typeof context),
  )
}
