import type { Context } from 'hono'
import type { Access, ApiEnv } from './api-env.ts'
import { recordCall } from './middleware/record-call.ts'
import { ProblemError } from './problems.ts'

/** What is left to somebody who must have a second factor and has none: to see that, to set it up, to leave. */
const leftWithoutIt: ReadonlySet<string | undefined> = new Set([
  'getCurrentSession',
  'endSession',
  'getAccount',
  'startSecondFactor',
  'confirmSecondFactor',
])

/** Throws a 403 problem when the caller must have a second factor, the time to set it up is over, and this is not that. */
export async function requireSecondFactor(context: Context<ApiEnv>): Promise<void> {
  if (!lacksSecondFactor(context.get('access'), Date.now())) return
  if (leftWithoutIt.has(context.get('operation')?.operationId)) return
  await recordCall(context, 403)
  throw new ProblemError(
    'second-factor-missing',
    'Your shop wants you to have one, and the time for it is over',
  )
}

/** Whether somebody must have a second factor by now and has none. */
export function lacksSecondFactor(
  { secondFactorDueAt }: Pick<Access, 'secondFactorDueAt'>,
  nowMs: number,
): boolean {
  return secondFactorDueAt !== null && secondFactorDueAt <= nowMs
}
