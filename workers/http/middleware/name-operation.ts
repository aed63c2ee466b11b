import { createMiddleware } from 'hono/factory'
import { matchedRoutes } from 'hono/route'
import type { Api } from '../api.ts'
import type { ApiEnv } from '../api-env.ts'
import type { Operation } from '../operation.ts'
import { operationKey, operationsOf } from '../operations.ts'

/** Tells everything after it which documented operation is being called; nothing when there is none at the address. */
export function nameOperation(api: Api) {
  const byRoute = new Map<string, Operation>()
  return createMiddleware<ApiEnv>(async (context, next) => {
    // At the first request all routes are there.
    if (byRoute.size === 0) {
      for (const operation of operationsOf(api)) {
        for (const path of [operation.path, ...operation.alsoAt]) {
          byRoute.set(operationKey(operation.method, path), operation)
        }
      }
    }
    const route = matchedRoutes(context).find(({ path }) => path !== '/*')
    const operation =
      route === undefined ? undefined : byRoute.get(operationKey(context.req.method, route.path))
    if (operation !== undefined) context.set('operation', operation)
    await next()
  })
}
