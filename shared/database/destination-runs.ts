import { and, desc, eq, gt, inArray, isNotNull, lt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { DestinationName } from './destinations.ts'
import type { SqlStatement } from './sql-statement.ts'
import {
  type DestinationLedgerRow,
  type DestinationRow,
  type DestinationRunRow,
  destinationLedgerTable,
  destinationRunTable,
  destinationTable,
} from './tables/destination.ts'

const table = destinationRunTable
const listedCount = 50
const movingStates: DestinationRunRow['state'][] = ['erasing', 'sending', 'removing']

/** What a step changes in its run. */
export type DestinationRunChanges = Partial<
  Omit<DestinationRunRow, 'tenantId' | 'runId' | 'destinationId' | 'step'>
>

/** Adds a run, unless one of its destination is going on; tells whether it did. */
export async function insertDestinationRun(
  database: DrizzleD1Database,
  row: DestinationRunRow,
): Promise<boolean> {
  // One statement, so that of two who begin at once only one does.
  const inserted = await database
    .insert(table)
    .select(
      sql`select ${row.tenantId}, ${row.runId}, ${row.destinationId}, ${row.state}, ${row.step}, ${row.cursor},
        ${row.startedAt}, ${row.progressedAt}, ${row.finishedAt}, ${row.sentCount}, ${row.unchangedCount},
        ${row.heldCount}, ${row.rejectedCount}, ${row.removedCount}, ${row.erasedCount}, ${row.failure}
        where not exists (select 1 from ${table} where ${and(isOf(row), inArray(table.state, movingStates))})`,
    )
    .returning({ runId: table.runId })
  return inserted.length > 0
}

export async function findDestinationRun(
  database: DrizzleD1Database,
  tenantId: string,
  runId: string,
): Promise<DestinationRunRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.runId, runId)))
  return row
}

/** The latest 50 runs of a destination, newest first. */
export async function listDestinationRuns(
  database: DrizzleD1Database,
  name: DestinationName,
): Promise<DestinationRunRow[]> {
  return database.select().from(table).where(isOf(name)).orderBy(desc(table.startedAt)).limit(listedCount)
}

/** Forgets the runs of a destination that began before a moment and have ended. */
export async function deleteOldDestinationRuns(
  database: DrizzleD1Database,
  name: DestinationName,
  beforeMs: number,
): Promise<void> {
  await database
    .delete(table)
    .where(and(isOf(name), lt(table.startedAt, beforeMs), isNotNull(table.finishedAt)))
}

/** The statement that changes a run and raises its step by one, but only if it still stands where `seen` has it. */
export function advanceStatement(
  seen: Pick<DestinationRunRow, 'tenantId' | 'runId' | 'step'>,
  changes: DestinationRunChanges,
): SqlStatement {
  const columns = Object.entries(changes).map(([name, value]) => ({
    name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  }))
  return {
    text: `update destination_run set ${[...columns.map(({ name }) => `${name} = ?`), 'step = step + 1'].join(', ')}
           where tenant_id = ? and run_id = ? and step = ?`,
    values: [...columns.map(({ value }) => value), seen.tenantId, seen.runId, seen.step],
  }
}

/** Runs of all tenants that should be moving and have not since `beforeMs`. */
export async function listStandingDestinationRuns(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<DestinationRunRow[]> {
  return database
    .select()
    .from(table)
    .where(and(inArray(table.state, movingStates), lt(table.progressedAt, beforeMs)))
    .limit(100)
}

/**
 * Destinations of all tenants that are due: their time has come, or somebody of theirs was erased and they were last
 * called before `toldBeforeMs`. Paused ones, and those with a run going on, are not.
 */
export async function listDueDestinations(
  database: DrizzleD1Database,
  nowMs: number,
  toldBeforeMs: number,
): Promise<DestinationRow[]> {
  const ofDestination = sql`${table.tenantId} = ${destinationTable.tenantId}
    and ${table.destinationId} = ${destinationTable.destinationId}`
  const lastMs = sql`coalesce((select max(${table.startedAt}) from ${table} where ${ofDestination}), 0)`
  const isMoving = sql`exists (select 1 from ${table} where ${ofDestination} and ${inArray(table.state, movingStates)})`
  const isTime = sql`${isNotNull(destinationTable.everyMinutes)}
    and ${lastMs} + ${destinationTable.everyMinutes} * 60000 <= ${nowMs}`
  const hasErased = sql`${lastMs} <= ${toldBeforeMs} and exists (select 1 from ${destinationLedgerTable}
    where ${destinationLedgerTable.tenantId} = ${destinationTable.tenantId}
    and ${destinationLedgerTable.destinationId} = ${destinationTable.destinationId}
    and ${destinationLedgerTable.state} = 'erased' and state in ('rejected', 'leaving', 'erased'))`
  return database
    .select()
    .from(destinationTable)
    .where(
      and(eq(destinationTable.status, 'active'), sql`not ${isMoving}`, sql`((${isTime}) or (${hasErased}))`),
    )
    .limit(100)
}

/** A page of what a destination refused or could not remove, in the order of the customers' ids. */
export async function listDestinationProblems(
  database: DrizzleD1Database,
  { tenantId, destinationId }: DestinationName,
  afterCustomerId: string,
  limit: number,
): Promise<DestinationLedgerRow[]> {
  const ledger = destinationLedgerTable
  return database
    .select()
    .from(ledger)
    .where(
      and(
        eq(ledger.tenantId, tenantId),
        eq(ledger.destinationId, destinationId),
        sql`${ledger.state} in ('rejected', 'leaving', 'erased')`,
        isNotNull(ledger.problem),
        gt(ledger.customerId, afterCustomerId),
      ),
    )
    .orderBy(ledger.customerId)
    .limit(limit)
}

function isOf({ tenantId, destinationId }: DestinationName) {
  return and(eq(table.tenantId, tenantId), eq(table.destinationId, destinationId))
}
