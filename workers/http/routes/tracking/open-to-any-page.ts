import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { isAllowedOrigin } from '#shared/access/allowed-origin.ts'
import { writeKeyOf } from '#shared/sources/tracking/write-key.ts'
import { findApiKey } from '../../../credentials/find-api-key.ts'
import type { ApiEnv } from '../../api-env.ts'

const answerPreflight = cors({
  origin: (origin) => origin || '*',
  allowMethods: ['GET', 'POST'],
  credentials: true,
  maxAge: 86_400,
})

/**
 * Answers the question a browser asks before it sends, whatever headers the library in the page wants to set. A question
 * rarely tells the key, so only one whose address does can be answered by the origins of the key; else the call itself is.
 */
export const preflight = createMiddleware<ApiEnv>(async (context, next) => {
  const key = writeKeyOf(new Map(), undefined, context.req.url) ?? context.req.param('writeKey')
  const access = key === undefined ? undefined : await findApiKey(key, context.env, Date.now())
  const origins = access?.allowedOrigins ?? null
  if (!isAllowedOrigin(context.req.header('origin'), origins)) return context.body(null, 204)
  return answerPreflight(context, next)
})

/**
 * Lets the shop's pages read the answer, also those of a library that sends cookies along: nothing here looks at any.
 * A page whose key is not for it reads nothing. Set on the answer as it is: Hono's own way builds the answer twice.
 */
export const openToAnyPage = createMiddleware<ApiEnv>(async (context, next) => {
  await next()
  const { headers, status } = context.res
  if (status === 403) return
  const origin = context.req.header('origin')
  headers.set('access-control-allow-origin', origin ?? '*')
  if (origin === undefined) return
  headers.set('access-control-allow-credentials', 'true')
  headers.set('access-control-expose-headers', 'retry-after')
  headers.append('vary', 'origin')
})
