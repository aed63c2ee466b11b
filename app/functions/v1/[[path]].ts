import { forwardToApi } from '../../api/forward-to-api.server.ts'
import type { DashboardEnv } from '../../env.ts'
import { withFreshSession } from '../../session/with-fresh-session.server.ts'

/** The API on the dashboard's own address, so that the browser can open /v1/live and download files. */
export const onRequest = (context: { request: Request; env: DashboardEnv }): Promise<Response> =>
  withFreshSession(context.request, context.env, (request) => forwardToApi(request, context.env))
