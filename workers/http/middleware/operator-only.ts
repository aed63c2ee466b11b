import { createMiddleware } from 'hono/factory'
import { hasOperator, isOperatorKey } from '../../credentials/operator-key.ts'
import type { ApiEnv } from '../api-env.ts'
import { checkRequest } from '../check-request.ts'
import { limitOperator, limitWrongCredential } from '../limit-calls.ts'
import { open } from '../operations.ts'
import { ProblemError } from '../problems.ts'

/**
 * Lets the operator of the platform through, who shows PLATFORM_OPERATOR_KEY as `Authorization: Bearer`. Where there is
 * none, these addresses do not exist. No credential of a shop opens them, and the operator's opens no shop.
 */
const operatorOnly = createMiddleware<ApiEnv>(async (context, next) => {
  const { env } = context
  if (!hasOperator(env)) throw new ProblemError('not-found')
  const token = /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1]
  if (token === undefined || !(await isOperatorKey(token, env))) {
    if (token !== undefined) limitWrongCredential(context)
    throw new ProblemError(
      'unauthenticated',
      'Send the key of the platform’s operator as Authorization: Bearer',
      {
        headers: { 'www-authenticate': 'Bearer' },
      },
    )
  }
  limitOperator(context)
  await checkRequest(context)
  await next()
})

/** What a route for the operator says of itself. */
export function forOperator() {
  return {
    middleware: [operatorOnly] as [typeof operatorOnly],
    ...open('operator-key', 'It is about all shops, and so no shop’s to allow'),
  }
}
