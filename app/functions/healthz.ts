import type { DashboardEnv } from '../env.ts'

/** Passed on to the API Worker as it came. */
export const onRequest = (context: { request: Request; env: DashboardEnv }): Promise<Response> =>
  context.env.API.fetch(context.request)
