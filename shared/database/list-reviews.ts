import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ReviewRecord, ReviewStatus } from '../identity/decision-records.ts'
import type { ReviewReason } from '../identity/decisions.ts'
import { type ManualMergeQueueRow, manualMergeQueueTable } from './tables/manual-merge-queue.ts'

const table = manualMergeQueueTable

export interface ReviewListRequest {
  readonly tenantId: string
  readonly status: ReviewStatus | 'all'
  readonly reason: ReviewReason | undefined
  /** An e-mail; null: nobody; undefined: whoever. */
  readonly assignedTo: string | null | undefined
  readonly limit: number
  /** The review at which the page before ended. */
  readonly afterId: string | undefined
}

/** A review as D1 has it: all but what it is about in the directory's own words. */
export type ListedReview = Omit<ReviewRecord, 'subject'>

/** A page of a tenant's reviews, newest first, and how many there are in all. */
export async function listReviews(
  database: DrizzleD1Database,
  { tenantId, status, reason, assignedTo, limit, afterId }: ReviewListRequest,
): Promise<{ reviews: ListedReview[]; total: number }> {
  const matching = and(
    eq(table.tenantId, tenantId),
    status === 'all' ? undefined : eq(table.status, status),
    reason === undefined ? undefined : eq(table.reason, reason),
    assignedTo === null ? isNull(table.assignedTo) : undefined,
    assignedTo == null ? undefined : eq(table.assignedTo, assignedTo),
  )
  const [rows, counts] = await database.batch([
    database
      .select()
      .from(table)
      .where(and(matching, afterId === undefined ? undefined : lt(table.reviewId, afterId)))
      .orderBy(desc(table.reviewId))
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(table).where(matching),
  ])
  return { reviews: rows.map(listedReview), total: counts[0]?.total ?? 0 }
}

function listedReview({ openedAt, identifiers, decidedAt, ...row }: ManualMergeQueueRow): ListedReview {
  return { ...row, openedAtMs: openedAt, keys: identifiers, decidedAtMs: decidedAt }
}
