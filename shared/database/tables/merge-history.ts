import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Every merge of two customers, with what made it. A projection of the identity directory's own rows. */
export const mergeHistoryTable = sqliteTable(
  'merge_history',
  {
    tenantId: text('tenant_id').notNull(),
    mergeId: text('merge_id').notNull(),
    survivorId: text('survivor_id').notNull(),
    mergedId: text('merged_id').notNull(),
    mergedAt: integer('merged_at').notNull(),
    /** Which rule decided, and in which version of the rules. */
    rule: text('rule').notNull(),
    ruleVersion: integer('rule_version').notNull(),
    /** The event that carried identifiers of both. */
    eventKey: text('event_key').notNull(),
    identifiers: text('identifiers', { mode: 'json' }).$type<string[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.mergeId] }),
    index('merge_history_survivor').on(table.tenantId, table.survivorId),
  ],
)

/** Questions for a person: customers that may be one, and that the rules do not merge by themselves. */
export const manualMergeQueueTable = sqliteTable(
  'manual_merge_queue',
  {
    tenantId: text('tenant_id').notNull(),
    reviewId: text('review_id').notNull(),
    openedAt: integer('opened_at').notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: ['open', 'decided'] }).notNull(),
    eventKey: text('event_key').notNull(),
    customerIds: text('customer_ids', { mode: 'json' }).$type<string[]>().notNull(),
    identifiers: text('identifiers', { mode: 'json' }).$type<string[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.reviewId] })],
)
