import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../../api-env.ts'

/** Answers the question a browser asks before it sends, whatever headers the library in the page wants to set. */
export const preflight = cors({
  origin: (origin) => origin || '*',
  allowMethods: ['GET', 'POST'],
  credentials: true,
  maxAge: 86_400,
})

/**
 * Lets the shop's pages read the answer, also those of a library that sends cookies along: nothing here looks at any.
 * Set on the answer as it is: Hono's own way builds the answer twice.
 */
export const openToAnyPage = createMiddleware<ApiEnv>(async (context, next) => {
  await next()
  const { headers } = context.res
  const origin = context.req.header('origin')
  headers.set('access-control-allow-origin', origin ?? '*')
  if (origin === undefined) return
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', 'retry-after')
  headers.append('vary', 'origin')
})
