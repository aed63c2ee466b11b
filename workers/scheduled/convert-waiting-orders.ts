import { forgetReplacedRates } from '#shared/database/exchange-rates.ts'
import { tenantsWithWaitingOrders } from '#shared/database/waiting-orders.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'

/** In this minute of each hour. */
const minuteOfHour = 23
/** Events that were taken with the old rate are with their customers long before. */
const replacedRatesMs = 2 * dayMs

/**
 * Goes on, once an hour, with orders that have no rate though there is one by now: a message was lost, the order came while
 * nobody knew yet of a new rate, or somebody was merged meanwhile. To be run every minute.
 */
export async function convertWaitingOrders(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  nowMs: number,
): Promise<void> {
  if (Math.floor((nowMs % hourMs) / minuteMs) !== minuteOfHour) return
  const [, found] = await runStatements<{ tenantId: string }>(env.DB, [
    forgetReplacedRates(nowMs - replacedRatesMs),
    tenantsWithWaitingOrders,
  ])
  for (const { tenantId } of found?.results ?? [])
    await env.JOBS_QUEUE.send({ version: 1, kind: 'convert-orders', tenantId })
}
