import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../api-env.ts'
import { discardBody } from '../discard-body.ts'

/** Twice the largest part of an upload; whoever sends more to be refused may find the connection closed. */
const maxRefusedBytes = 16 * 1024 * 1024

/** A request that was refused before its body was looked at is read to its end, so that the sender sees the answer. */
export const readRefusedBody = createMiddleware<ApiEnv>(async (context, next) => {
  await next()
  const { body, bodyUsed } = context.req.raw
  if (context.res.status >= 400 && !bodyUsed && body?.locked === false) {
    // A sender that gave up has nobody left to be answered.
    await discardBody(body, maxRefusedBytes).catch(() => undefined)
  }
})
