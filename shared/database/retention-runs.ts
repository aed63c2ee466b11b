import { and, desc, eq, isNotNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { retentionRunTable } from './tables/retention-run.ts'

const table = retentionRunTable
export type RetentionRunRow = typeof table.$inferSelect

/** The latest runs of a tenant, newest first. */
export async function listRetentionRuns(
  database: DrizzleD1Database,
  tenantId: string,
  limit: number,
): Promise<RetentionRunRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(desc(table.day), table.kind)
    .limit(limit)
}

/** The kinds that are done for a day of a tenant. */
export async function listCompletedKinds(
  database: DrizzleD1Database,
  tenantId: string,
  day: string,
): Promise<Set<RetentionRunRow['kind']>> {
  const rows = await database
    .select({ kind: table.kind })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.day, day), isNotNull(table.completedAt)))
  return new Set(rows.map(({ kind }) => kind))
}

/** Begins a run, or takes up the one that was begun. */
export async function openRetentionRun(
  database: DrizzleD1Database,
  run: Omit<RetentionRunRow, 'deletedCount' | 'completedAt'>,
): Promise<RetentionRunRow> {
  await database
    .insert(table)
    .values({ ...run, deletedCount: 0, completedAt: null })
    .onConflictDoNothing()
  const [row] = await database.select().from(table).where(isRun(run))
  return row ?? { ...run, deletedCount: 0, completedAt: null }
}

export async function updateRetentionRun(
  database: DrizzleD1Database,
  run: RetentionRunRow,
  changes: Pick<RetentionRunRow, 'deletedCount' | 'completedAt'>,
): Promise<void> {
  await database.update(table).set(changes).where(isRun(run))
}

function isRun({ tenantId, day, kind }: Pick<RetentionRunRow, 'tenantId' | 'day' | 'kind'>) {
  return and(eq(table.tenantId, tenantId), eq(table.day, day), eq(table.kind, kind))
}
