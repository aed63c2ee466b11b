import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MatchContribution, ReviewAct, ReviewStatus } from '../../identity/decision-records.ts'
import type { ReviewReason } from '../../identity/decisions.ts'

/** Questions for a person: customers that may be one, or one that may be several. A projection of the directory. */
export const manualMergeQueueTable = sqliteTable(
  'manual_merge_queue',
  {
    tenantId: text('tenant_id').notNull(),
    reviewId: text('review_id').notNull(),
    openedAt: integer('opened_at').notNull(),
    reason: text('reason').$type<ReviewReason>().notNull(),
    status: text('status').$type<ReviewStatus>().notNull(),
    /** The event that raised the question; empty when the matcher did. */
    eventKey: text('event_key').notNull(),
    customerIds: text('customer_ids', { mode: 'json' }).$type<string[]>().notNull(),
    identifiers: text('identifiers', { mode: 'json' }).$type<string[]>().notNull(),
    /** Bits of evidence for one person; null unless the matcher asks. */
    matchWeight: real('match_weight'),
    contributions: text('contributions', { mode: 'json' }).$type<MatchContribution[]>().notNull().default([]),
    /** E-mail of the user who looks after it. */
    assignedTo: text('assigned_to'),
    decidedAt: integer('decided_at'),
    decidedBy: text('decided_by'),
    /** Everything that was done with it, oldest first. */
    history: text('history', { mode: 'json' }).$type<ReviewAct[]>().notNull().default([]),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.reviewId] }),
    index('manual_merge_queue_status').on(table.tenantId, table.status, table.openedAt),
  ],
)
export type ManualMergeQueueRow = typeof manualMergeQueueTable.$inferSelect
