import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { PredictionFactor } from '../../contracts/predictions.ts'
import { type PredictionKind, predictionKinds } from '../../predictions/prediction-kinds.ts'

/** The latest prediction of a kind for a customer; the next one takes its place. Gone with the customer, or on objection. */
export const predictionsTable = sqliteTable(
  'predictions',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    kind: text('kind', { enum: predictionKinds }).$type<PredictionKind>().notNull(),
    /** The product it is about; '' when it is about the customer as a whole. */
    subject: text('subject').notNull(),
    subjectName: text('subject_name'),
    value: real('value'),
    label: text('label'),
    confidence: real('confidence'),
    /** UTC epoch ms. */
    expectedAt: integer('expected_at'),
    expectedFrom: integer('expected_from'),
    expectedTo: integer('expected_to'),
    lower: real('lower'),
    upper: real('upper'),
    predictionType: text('prediction_type', { enum: ['pattern-based', 'ai-enhanced', 'seasonal'] }),
    factors: text('factors', { mode: 'json' }).$type<PredictionFactor[]>().notNull(),
    /** `churn-3`; null: made by rules. */
    modelVersion: text('model_version'),
    predictedAt: integer('predicted_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.customerId, table.kind, table.subject] }),
    index('predictions_expected').on(table.tenantId, table.kind, table.expectedAt),
    index('predictions_label').on(table.tenantId, table.kind, table.label),
  ],
)
export type PredictionRow = typeof predictionsTable.$inferSelect

/** A customer went from one segment to another. */
export const segmentMovementTable = sqliteTable(
  'segment_movement',
  {
    tenantId: text('tenant_id').notNull(),
    movementId: text('movement_id').notNull(),
    customerId: text('customer_id').notNull(),
    kind: text('kind', { enum: ['rfm', 'segment'] }).notNull(),
    previousSegment: text('previous_segment'),
    newSegment: text('new_segment').notNull(),
    segmentationScore: real('segmentation_score').notNull(),
    reasonCodes: text('reason_codes', { mode: 'json' }).$type<string[]>().notNull(),
    confidence: real('confidence').notNull(),
    modelVersion: text('model_version').notNull(),
    movedAt: integer('moved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.movementId] }),
    index('segment_movement_moved').on(table.tenantId, table.kind, table.movedAt),
    index('segment_movement_customer').on(table.tenantId, table.customerId),
  ],
)
export type SegmentMovementRow = typeof segmentMovementTable.$inferSelect
