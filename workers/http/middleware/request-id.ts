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
  // Two years, as browsers want it; a laptop is called without encryption, and must not be remembered so.
  if (context.req.url.startsWith('https:')) {
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  }
  // Whatever an answer is taken for, it runs nothing and stands in no frame; pages of ours say more exactly what they may.
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; base-uri 'none'; frame-ancestors 'none'")
  }
  headers.set('referrer-policy', 'no-referrer')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
})
