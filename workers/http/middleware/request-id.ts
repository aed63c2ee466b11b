import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../api-env.ts'

/** Gives every request an id, in the answer and in the log, and answers the headers every API answer has. */
export const requestId = createMiddleware<ApiEnv>(async (context, next) => {
  const id = `req_${crypto.randomUUID().replaceAll('-', '')}`
  context.set('requestId', id)
  await next()
  const { status, headers } = context.res
  if (status === 101) return
  headers.set('x-request-id', id)
  headers.set('x-content-type-options', 'nosniff')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
})
