import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { jobKinds, jobStates } from '../../contracts/jobs.ts'
import { type ModelKind, modelKinds } from '../../predictions/prediction-kinds.ts'

/** Long work in steps, and how far it has come. A step is claimed by raising `step`. */
export const jobTable = sqliteTable(
  'job',
  {
    tenantId: text('tenant_id').notNull(),
    jobId: text('job_id').notNull(),
    kind: text('kind', { enum: jobKinds }).notNull(),
    /** Null: all models that are in use. */
    model: text('model', { enum: modelKinds }).$type<ModelKind>(),
    state: text('state', { enum: jobStates }).notNull(),
    phase: text('phase').notNull(),
    step: integer('step').notNull(),
    /** Where the next step begins: JSON of the phase's own. */
    cursor: text('cursor'),
    progressPermille: integer('progress_permille').notNull(),
    retryCount: integer('retry_count').notNull(),
    customerCount: integer('customer_count').notNull(),
    resultCount: integer('result_count').notNull(),
    seed: integer('seed').notNull(),
    startedBy: text('started_by').notNull(),
    startedAt: integer('started_at').notNull(),
    progressedAt: integer('progressed_at').notNull(),
    finishedAt: integer('finished_at'),
    failure: text('failure'),
    result: text('result'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.jobId] }),
    index('job_started').on(table.tenantId, table.startedAt),
  ],
)
export type JobRow = typeof jobTable.$inferSelect
