import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ApiEnv } from './api-env.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** The methods that an address takes: none when there is no such address. */
export function allowedMethods(api: OpenAPIHono<ApiEnv>, path: string): string[] {
  return methods.filter((method) =>
    // Handlers for ALL are middleware, which is run for every address there is not, too.
    api.router.match(method, path)[0].some(([[, route]]) => route.method !== 'ALL'),
  )
}
