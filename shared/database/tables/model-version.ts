import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ModelCurve } from '../../contracts/models.ts'
import { type ModelKind, modelKinds } from '../../predictions/prediction-kinds.ts'

/** The registry: every model that was trained, how good it was, and which one is in use. Its artifact is in R2. */
export const modelVersionTable = sqliteTable(
  'model_version',
  {
    tenantId: text('tenant_id').notNull(),
    kind: text('kind', { enum: modelKinds }).$type<ModelKind>().notNull(),
    /** Counts up by kind. */
    version: integer('version').notNull(),
    state: text('state', { enum: ['champion', 'challenger', 'rejected', 'retired'] }).notNull(),
    /** `uploaded`: it was learned elsewhere, and measured here. */
    origin: text('origin', { enum: ['trained', 'uploaded'] })
      .notNull()
      .default('trained'),
    algorithm: text('algorithm').notNull(),
    trainedAt: integer('trained_at').notNull(),
    promotedAt: integer('promoted_at'),
    /** The window of purchases it learned from, UTC epoch ms. */
    dataFrom: integer('data_from').notNull(),
    dataTo: integer('data_to').notNull(),
    rowCount: integer('row_count').notNull(),
    featureNames: text('feature_names', { mode: 'json' }).$type<string[]>().notNull(),
    seed: integer('seed').notNull(),
    parameters: text('parameters', { mode: 'json' })
      .$type<Record<string, number | string | boolean>>()
      .notNull(),
    metrics: text('metrics', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    baselineMetrics: text('baseline_metrics', { mode: 'json' }).$type<Record<string, number>>().notNull(),
    championMetrics: text('champion_metrics', { mode: 'json' }).$type<Record<string, number>>(),
    verdict: text('verdict').notNull(),
    importances: text('importances', { mode: 'json' })
      .$type<{ feature: string; share: number }[]>()
      .notNull(),
    curves: text('curves', { mode: 'json' }).$type<ModelCurve[]>().notNull(),
    drift: text('drift', { mode: 'json' }).$type<{
      measuredAt: number
      scorePsi: number | null
      features: { feature: string; psi: number }[]
    }>(),
    /** Where the artifact is in the archive bucket. */
    artifactKey: text('artifact_key').notNull(),
    /** When the artifact was deleted, UTC epoch ms: the figures stay, and the version cannot be used any more. */
    artifactDeletedAt: integer('artifact_deleted_at'),
    jobId: text('job_id'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.version] })],
)
export type ModelVersionRow = typeof modelVersionTable.$inferSelect
