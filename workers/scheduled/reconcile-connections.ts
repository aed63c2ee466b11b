import { drizzle } from 'drizzle-orm/d1'
import { reconcileSince } from '#shared/connections/reconciliation.ts'
import { connectionKey, latestBackfillRuns } from '#shared/database/backfill-runs.ts'
import { listReadableConnections } from '#shared/database/connections.ts'
import { backfills } from '#shared/sources/backfills.ts'
import type { Env } from '../env.ts'
import { startBackfill } from '../start-backfill.ts'

/**
 * Begins to read what changed at the vendors of all connections that are due: webhooks can be lost, and some vendors
 * never send one again. To be run every minute.
 */
export async function reconcileConnections(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'ENVIRONMENT'>,
  nowMs: number,
): Promise<void> {
  if (backfills.size === 0) return
  const database = drizzle(env.DB)
  const connections = await listReadableConnections(database, [...backfills.keys()])
  if (connections.length === 0) return
  const pastRuns = await latestBackfillRuns(database)
  for (const connection of connections) {
    const backfill = backfills.get(connection.source)
    if (backfill === undefined || (connection.isDemo && env.ENVIRONMENT === 'production')) continue
    const past = pastRuns.get(connectionKey(connection))
    const sinceMs = reconcileSince(connection, backfill.reconcileEveryMinutes, past, nowMs)
    if (sinceMs !== undefined)
      await startBackfill(env, connection, 'reconciliation', backfill, sinceMs, nowMs)
  }
}
