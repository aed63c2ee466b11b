import { and, desc, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { MergeRecord } from '../identity/decision-records.ts'
import type { MergeRule } from '../identity/decisions.ts'
import { type MergeHistoryRow, mergeHistoryTable } from './tables/merge-history.ts'

const table = mergeHistoryTable

export interface MergeListRequest {
  readonly tenantId: string
  /** Survivor or merged; undefined for all. */
  readonly customerId: string | undefined
  readonly status: 'all' | 'standing' | 'undone'
  readonly rule: MergeRule | undefined
  readonly limit: number
  /** The merge at which the page before ended. */
  readonly afterId: string | undefined
}

/** A page of a tenant's merges, newest first, and how many there are in all. */
export async function listMerges(
  database: DrizzleD1Database,
  { tenantId, customerId, status, rule, limit, afterId }: MergeListRequest,
): Promise<{ merges: MergeRecord[]; total: number }> {
  const matching = and(
    eq(table.tenantId, tenantId),
    customerId === undefined
      ? undefined
      : or(eq(table.survivorId, customerId), eq(table.mergedId, customerId)),
    status === 'standing' ? isNull(table.undoneAt) : undefined,
    status === 'undone' ? isNotNull(table.undoneAt) : undefined,
    rule === undefined ? undefined : eq(table.rule, rule),
  )
  const [rows, counts] = await database.batch([
    database
      .select()
      .from(table)
      .where(and(matching, afterId === undefined ? undefined : lt(table.mergeId, afterId)))
      .orderBy(desc(table.mergeId))
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(table).where(matching),
  ])
  return { merges: rows.map(mergeRecord), total: counts[0]?.total ?? 0 }
}

function mergeRecord({ mergedAt, identifiers, undoneAt, ...row }: MergeHistoryRow): MergeRecord {
  return { ...row, mergedAtMs: mergedAt, keys: identifiers, undoneAtMs: undoneAt }
}
