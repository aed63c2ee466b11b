import { drizzle } from 'drizzle-orm/d1'
import { keepDeliveriesMs } from '#shared/connections/connection-health.ts'
import { deleteOldReconciliations } from '#shared/database/backfill-runs.ts'
import { deleteOldDeliveries } from '#shared/database/connection-deliveries.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'

const deletedAtOnce = 2_000
const maxRounds = 20
const keepReconciliationsMs = dayMs

/** Deletes what is too old of the log of deliveries and of the list of reconciliations. To be run every minute. */
export async function clearConnectionLogs(env: Pick<Env, 'DB'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (let round = 0; round < maxRounds; round += 1) {
    const deleted = await deleteOldDeliveries(database, nowMs - keepDeliveriesMs, deletedAtOnce)
    if (deleted < deletedAtOnce) break
  }
  await deleteOldReconciliations(database, nowMs - keepReconciliationsMs)
}
