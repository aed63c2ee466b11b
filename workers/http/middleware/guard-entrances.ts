import { createMiddleware } from 'hono/factory'
import type { ApiEnv } from '../api-env.ts'
import { checkRequest } from '../check-request.ts'
import { limitSignIn } from '../limit-calls.ts'
import type { OpenCredential } from '../operation.ts'

/** What people and browsers get in with; keys and signatures are counted where they are checked. */
const entrances: ReadonlySet<OpenCredential | undefined> = new Set(['password', 'refresh-token', 'link'])

/** Before anybody is known: a request to get in is looked at and counted as every other is after the credential check. */
export const guardEntrances = createMiddleware<ApiEnv>(async (context, next) => {
  if (entrances.has(context.get('operation')?.credential)) {
    await checkRequest(context)
    await limitSignIn(context)
  }
  await next()
})
