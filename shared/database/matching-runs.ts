import { and, desc, eq, gt, inArray, lt, max, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { MatchRecord } from '../identity/matching/match-record.ts'
import { isListed } from './is-listed.ts'
import { customerProfileTable } from './tables/customer-profile.ts'
import { matchRecordTable } from './tables/match-record.ts'
import { type MatchingRunRow, matchingRunTable } from './tables/matching-run.ts'
import { tenantTable } from './tables/tenant.ts'

const table = matchingRunTable
const listedCount = 20
const movingStates: MatchingRunRow['state'][] = ['surveying', 'counting', 'scoring', 'proposing']

export async function insertMatchingRun(database: DrizzleD1Database, row: MatchingRunRow): Promise<void> {
  await database.insert(table).values(row)
}

export async function findMatchingRun(
  database: DrizzleD1Database,
  tenantId: string,
  runId: string,
): Promise<MatchingRunRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.runId, runId)))
  return row
}

/** The tenant's latest runs, newest first. */
export async function listMatchingRuns(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<MatchingRunRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(desc(table.runId))
    .limit(listedCount)
}

/** Changes a run and raises its step by one, but only if it still stands where `seen` has it; tells whether it did. */
export async function advanceMatchingRun(
  database: DrizzleD1Database,
  seen: Pick<MatchingRunRow, 'tenantId' | 'runId' | 'step'>,
  changes: Partial<Omit<MatchingRunRow, 'tenantId' | 'runId' | 'step'>>,
): Promise<boolean> {
  const advanced = await database
    .update(table)
    .set({ ...changes, step: seen.step + 1 })
    .where(and(eq(table.tenantId, seen.tenantId), eq(table.runId, seen.runId), eq(table.step, seen.step)))
    .returning({ step: table.step })
  return advanced.length > 0
}

/** Runs that go on by themselves and have not moved since `idleSinceMs`. */
export async function listStandingMatchingRuns(
  database: DrizzleD1Database,
  idleSinceMs: number,
): Promise<MatchingRunRow[]> {
  return database
    .select()
    .from(table)
    .where(and(inArray(table.state, movingStates), lt(table.progressedAt, idleSinceMs)))
    .limit(100)
}

/** Tenants made before `beforeMs` whose last run began before then, or that never had one. */
export async function listTenantsDueForMatching(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<string[]> {
  const rows = await database
    .select({ tenantId: tenantTable.tenantId })
    .from(tenantTable)
    .leftJoin(table, eq(table.tenantId, tenantTable.tenantId))
    .where(lt(tenantTable.createdAt, beforeMs))
    .groupBy(tenantTable.tenantId)
    .having(sql`coalesce(${max(table.startedAt)}, 0) < ${beforeMs}`)
    .limit(100)
  return rows.map((row) => row.tenantId)
}

/** A page of what the matcher compares, in the order of customer ids; only of customers that are to be seen. */
export async function listMatchRecords(
  database: DrizzleD1Database,
  tenantId: string,
  afterCustomerId: string,
  limit: number,
): Promise<MatchRecord[]> {
  const rows = await database
    .select({ customerId: matchRecordTable.customerId, record: matchRecordTable.record })
    .from(matchRecordTable)
    .innerJoin(
      customerProfileTable,
      and(
        eq(customerProfileTable.tenantId, matchRecordTable.tenantId),
        eq(customerProfileTable.customerId, matchRecordTable.customerId),
      ),
    )
    .where(
      and(
        eq(matchRecordTable.tenantId, tenantId),
        gt(matchRecordTable.customerId, afterCustomerId),
        isListed,
      ),
    )
    .orderBy(matchRecordTable.customerId)
    .limit(limit)
  return rows.map(({ customerId, record }) => ({ ...JSON.parse(record), customerId }))
}

export async function countMatchRecords(database: DrizzleD1Database, tenantId: string): Promise<number> {
  const [row] = await database
    .select({ count: sql<number>`count(*)` })
    .from(matchRecordTable)
    .where(eq(matchRecordTable.tenantId, tenantId))
  return row?.count ?? 0
}
