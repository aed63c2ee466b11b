import { and, desc, eq, lt, max, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ConnectionName } from './connections.ts'
import { type BackfillRunRow, backfillRunTable } from './tables/backfill-run.ts'

const table = backfillRunTable
const listedCount = 50

/** What a step changes in its run. */
export type BackfillChanges = Partial<Omit<BackfillRunRow, 'tenantId' | 'runId' | 'step'>>

/** Adds a run, unless one of its connection is going on; tells whether it did. */
export async function insertBackfillRun(database: DrizzleD1Database, row: BackfillRunRow): Promise<boolean> {
  // One statement, so that of two who begin at once only one does.
  const inserted = await database
    .insert(table)
    .select(
      sql`select ${row.tenantId}, ${row.runId}, ${row.source}, ${row.connectionId}, ${row.kind}, ${row.state},
        ${row.step}, ${row.resource}, ${row.cursor}, ${row.changedSince}, ${row.startedAt}, ${row.progressedAt},
        ${row.finishedAt}, ${row.recordCount}, ${row.acceptedCount}, ${row.duplicateCount}, ${row.rejectedCount},
        ${row.failure} where not exists (select 1 from ${table} where ${and(isOf(row), eq(table.state, 'reading'))})`,
    )
    .returning({ runId: table.runId })
  return inserted.length > 0
}

export async function findBackfillRun(
  database: DrizzleD1Database,
  tenantId: string,
  runId: string,
): Promise<BackfillRunRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.runId, runId)))
  return row
}

/** The latest 50 runs of a connection, newest first. */
export async function listBackfillRuns(
  database: DrizzleD1Database,
  name: ConnectionName,
): Promise<BackfillRunRow[]> {
  return database.select().from(table).where(isOf(name)).orderBy(desc(table.runId)).limit(listedCount)
}

/** Changes a run and raises its step by one, but only if it still stands where `seen` has it; tells whether it did. */
export async function advanceBackfillRun(
  database: DrizzleD1Database,
  seen: Pick<BackfillRunRow, 'tenantId' | 'runId' | 'step'>,
  changes: BackfillChanges,
): Promise<boolean> {
  const advanced = await database
    .update(table)
    .set({ ...changes, step: seen.step + 1 })
    .where(and(eq(table.tenantId, seen.tenantId), eq(table.runId, seen.runId), eq(table.step, seen.step)))
    .returning({ step: table.step })
  return advanced.length > 0
}

/** Ends all runs of a connection that are going on. */
export async function cancelBackfillRuns(
  database: DrizzleD1Database,
  name: ConnectionName,
  nowMs: number,
): Promise<void> {
  await database
    .update(table)
    .set({ state: 'cancelled', finishedAt: nowMs, step: sql`${table.step} + 1` })
    .where(and(isOf(name), eq(table.state, 'reading')))
}

/** Runs of all tenants that should be moving and have not since `beforeMs`. */
export async function listStandingBackfillRuns(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<Pick<BackfillRunRow, 'tenantId' | 'runId' | 'step' | 'progressedAt'>[]> {
  const { tenantId, runId, step, progressedAt } = table
  return database
    .select({ tenantId, runId, step, progressedAt })
    .from(table)
    .where(and(eq(table.state, 'reading'), lt(progressedAt, beforeMs)))
    .limit(100)
}

/** When runs of each connection last began: any of them, and one that was finished. Keyed by {@link connectionKey}. */
export async function latestBackfillRuns(
  database: DrizzleD1Database,
): Promise<ReadonlyMap<string, { startedAtMs: number; doneStartedAtMs: number | null }>> {
  const { tenantId, source, connectionId } = table
  const rows = await database
    .select({
      tenantId,
      source,
      connectionId,
      startedAtMs: max(table.startedAt),
      doneStartedAtMs: sql<number | null>`max(${table.startedAt}) filter (where ${table.state} = 'done')`,
    })
    .from(table)
    .groupBy(tenantId, source, connectionId)
  return new Map(
    rows.map(({ startedAtMs, doneStartedAtMs, ...name }) => [
      connectionKey(name),
      { startedAtMs: startedAtMs ?? 0, doneStartedAtMs },
    ]),
  )
}

export function connectionKey({ tenantId, source, connectionId }: ConnectionName): string {
  return JSON.stringify([tenantId, source, connectionId])
}

/**
 * Forgets reconciliations of all tenants that ended before a moment, unless nothing was finished after them: from there
 * the next one goes on.
 */
export async function deleteOldReconciliations(database: DrizzleD1Database, beforeMs: number): Promise<void> {
  const isSuperseded = sql`exists (select 1 from backfill_run as later
    where later.tenant_id = ${table.tenantId} and later.run_id > ${table.runId} and later.state = 'done'
    and later.source = ${table.source} and later.connection_id = ${table.connectionId})`
  await database
    .delete(table)
    .where(and(eq(table.kind, 'reconciliation'), lt(table.finishedAt, beforeMs), isSuperseded))
}

function isOf({ tenantId, source, connectionId }: ConnectionName) {
  return and(eq(table.tenantId, tenantId), eq(table.source, source), eq(table.connectionId, connectionId))
}
