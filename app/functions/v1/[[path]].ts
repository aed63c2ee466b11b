import { forwardToApi } from '../../api/forward-to-api.server.ts'
import type { DashboardEnv } from '../../env.ts'

/** The API on the dashboard's own address, so that the browser can open /v1/live and download files. */
export const onRequest = (context: { request: Request; env: DashboardEnv }): Promise<Response> =>
  forwardToApi(context.request, context.env)
