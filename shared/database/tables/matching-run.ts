import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const matchingRunStates = ['surveying', 'counting', 'scoring', 'proposing', 'done', 'failed'] as const

/** One search for customers who are probably one person, and how far it has come. A step is claimed by raising `step`. */
export const matchingRunTable = sqliteTable(
  'matching_run',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    state: text('state', { enum: matchingRunStates }).notNull(),
    step: integer('step').notNull(),
    /** The part of the work that is next in this state. */
    partition: integer('partition').notNull(),
    partitionCount: integer('partition_count').notNull(),
    startedAt: integer('started_at').notNull(),
    progressedAt: integer('progressed_at').notNull(),
    finishedAt: integer('finished_at'),
    recordCount: integer('record_count').notNull(),
    /** Pairs that are more likely one person than not. */
    pairCount: integer('pair_count').notNull(),
    reviewCount: integer('review_count').notNull(),
    mergeCount: integer('merge_count').notNull(),
    failure: text('failure'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId] })],
)
export type MatchingRunRow = typeof matchingRunTable.$inferSelect
