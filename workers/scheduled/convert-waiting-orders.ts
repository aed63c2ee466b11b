import { tenantsWithWaitingOrders } from '#shared/database/waiting-orders.ts'
import { hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'

/** In this minute of each hour. */
const minuteOfHour = 23

/**
 * Goes on, once an hour, with orders that have no rate though there is one by now: a message was lost, the order came while
 * nobody knew yet of a new rate, or its row was made again. To be run every minute.
 */
export async function convertWaitingOrders(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  nowMs: number,
): Promise<void> {
  if (Math.floor((nowMs % hourMs) / minuteMs) !== minuteOfHour) return
  const [found] = await runStatements<{ tenantId: string }>(env.DB, [tenantsWithWaitingOrders])
  for (const { tenantId } of found?.results ?? [])
    await env.JOBS_QUEUE.send({ version: 1, kind: 'convert-orders', tenantId })
}
