import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One reading of what an outside system has: all of it (back-fill), or what changed lately (reconciliation). */
export const backfillRunTable = sqliteTable(
  'backfill_run',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    source: text('source').notNull(),
    connectionId: text('connection_id').notNull(),
    kind: text('kind', { enum: ['back-fill', 'reconciliation'] }).notNull(),
    state: text('state', { enum: ['reading', 'done', 'failed', 'cancelled'] }).notNull(),
    /** Goes up by one with every finished step; a step that finds another number has been done already. */
    step: integer('step').notNull(),
    /** What is read now: `orders`, `customers`, `products` ... */
    resource: text('resource').notNull(),
    /** Where the next page of it begins; null: at the start. */
    cursor: text('cursor'),
    /** Only what changed since then is read; null: everything. */
    changedSince: integer('changed_since'),
    startedAt: integer('started_at').notNull(),
    progressedAt: integer('progressed_at').notNull(),
    finishedAt: integer('finished_at'),
    /** Records of the outside system that were read, and the events that they became. */
    recordCount: integer('record_count').notNull(),
    acceptedCount: integer('accepted_count').notNull(),
    duplicateCount: integer('duplicate_count').notNull(),
    rejectedCount: integer('rejected_count').notNull(),
    failure: text('failure'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId] })],
)
export type BackfillRunRow = typeof backfillRunTable.$inferSelect
