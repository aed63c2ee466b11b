import { drizzle } from 'drizzle-orm/d1'
import { newBackfillRun } from '#shared/connections/backfill-run.ts'
import { insertBackfillRun } from '#shared/database/backfill-runs.ts'
import type { ConnectionName } from '#shared/database/connections.ts'
import type { BackfillRunRow } from '#shared/database/tables/backfill-run.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Backfill } from '#shared/sources/backfill.ts'
import type { Env } from './env.ts'

/** Begins to read from a connection's vendor; undefined when that is going on already, or there is nothing to read. */
export async function startBackfill(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  { tenantId, source, connectionId }: ConnectionName,
  kind: BackfillRunRow['kind'],
  { resources: [resource] }: Pick<Backfill, 'resources'>,
  changedSinceMs: number | null,
  nowMs: number,
): Promise<BackfillRunRow | undefined> {
  if (resource === undefined) return undefined
  const runId = newId('bkf', nowMs, Math.random)
  const run = newBackfillRun({
    tenantId,
    runId,
    source,
    connectionId,
    kind,
    resource,
    changedSince: changedSinceMs,
    startedAt: nowMs,
  })
  if (!(await insertBackfillRun(drizzle(env.DB), run))) return undefined
  await env.JOBS_QUEUE.send({ version: 1, kind: 'backfill', tenantId, runId })
  return run
}
