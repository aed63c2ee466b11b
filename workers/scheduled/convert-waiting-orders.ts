import { tenantsWithCorrections } from '#shared/database/rate-corrections.ts'
import { tenantsWithWaitingOrders } from '#shared/database/waiting-orders.ts'
import { hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { runStatements } from '../run-statements.ts'

/** In this minute of each hour. */
const minuteOfHour = 23

/**
 * Goes on, once an hour, with orders that have no rate though there is one by now, and with corrections that are due: a message was
 * lost, the order came while nobody knew yet of a new rate, or somebody was merged or did not answer meanwhile. To be run every
 * minute.
 */
export async function convertWaitingOrders(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  nowMs: number,
): Promise<void> {
  if (Math.floor((nowMs % hourMs) / minuteMs) !== minuteOfHour) return
  const [waiting, corrections] = await runStatements<{ tenantId: string }>(env.DB, [
    tenantsWithWaitingOrders,
    tenantsWithCorrections(nowMs),
  ])
  for (const { tenantId } of waiting?.results ?? [])
    await env.JOBS_QUEUE.send({ version: 1, kind: 'convert-orders', tenantId })
  for (const { tenantId } of corrections?.results ?? [])
    await env.JOBS_QUEUE.send({ version: 1, kind: 'correct-orders', tenantId })
}
