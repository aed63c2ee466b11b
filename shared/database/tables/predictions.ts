import { sql } from 'drizzle-orm'
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
    /** Whether the live feed has told it; those from before it told any count as told. */
    isPublished: integer('is_published', { mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.movementId] }),
    index('segment_movement_moved').on(table.tenantId, table.kind, table.movedAt),
    index('segment_movement_customer').on(table.tenantId, table.customerId),
    index('segment_movement_unpublished').on(table.tenantId, table.movedAt).where(sql`is_published = 0`),
  ],
)
export type SegmentMovementRow = typeof segmentMovementTable.$inferSelect

/** A purchase that is expected became due, or is expected at another time than before. Kept for 30 days. */
export const consumptionEventTable = sqliteTable(
  'consumption_event',
  {
    tenantId: text('tenant_id').notNull(),
    eventId: text('event_id').notNull(),
    customerId: text('customer_id').notNull(),
    productId: text('product_id').notNull(),
    productName: text('product_name'),
    /** UTC epoch ms, the start of the day in the shop's time zone. */
    expectedAt: integer('expected_at').notNull(),
    confidence: real('confidence').notNull(),
    predictionType: text('prediction_type', { enum: ['pattern-based', 'ai-enhanced', 'seasonal'] }).notNull(),
    factors: text('factors', { mode: 'json' }).$type<string[]>().notNull(),
    /** The purchase is due, or overdue, since this event. */
    isAlert: integer('is_alert', { mode: 'boolean' }).notNull(),
    predictedAt: integer('predicted_at').notNull(),
    isPublished: integer('is_published', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.eventId] }),
    index('consumption_event_customer').on(table.tenantId, table.customerId),
    index('consumption_event_predicted').on(table.tenantId, table.predictedAt),
    index('consumption_event_unpublished').on(table.tenantId, table.predictedAt).where(sql`is_published = 0`),
  ],
)
export type ConsumptionEventRow = typeof consumptionEventTable.$inferSelect

/** The customers of one segment, added up; made anew every few minutes where there are too many to add up for every reader. */
export const segmentFigureTable = sqliteTable(
  'segment_figure',
  {
    tenantId: text('tenant_id').notNull(),
    kind: text('kind', { enum: ['rfm', 'segment'] }).notNull(),
    /** '': all customers of the shop, also those without a segment. */
    name: text('name').notNull(),
    /** Whether these customers said yes to being profiled; the others of the segment said nothing. */
    isAllowed: integer('is_allowed', { mode: 'boolean' }).notNull(),
    customerCount: integer('customer_count').notNull(),
    /** In the tenant's currency. */
    revenueMinor: integer('revenue_minor').notNull(),
    orderCount: integer('order_count').notNull(),
    /** How many of them have a last order, and the mean of its moment, UTC epoch ms; null: none. */
    buyerCount: integer('buyer_count').notNull(),
    averageLastAt: real('average_last_at'),
    modelVersion: text('model_version'),
    predictedAt: integer('predicted_at').notNull(),
    countedAt: integer('counted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.kind, table.name, table.isAllowed] })],
)
export type SegmentFigureRow = typeof segmentFigureTable.$inferSelect

/** A day unlike the shop's other days: revenue, orders or events, of all or of one source or channel. */
export const seriesAnomalyTable = sqliteTable(
  'series_anomaly',
  {
    tenantId: text('tenant_id').notNull(),
    /** In the tenant's time zone. */
    day: text('day').notNull(),
    series: text('series', { enum: ['revenue', 'orders', 'events'] }).notNull(),
    /** The channel (revenue, orders) or source (events) it is of; '' for the shop as a whole. */
    part: text('part').notNull(),
    /** Minor units of the tenant's currency, or a number. */
    actual: real('actual').notNull(),
    expected: real('expected').notNull(),
    /** Share of the expected, below it with a minus; null where nothing was expected. */
    deviationRate: real('deviation_rate'),
    words: text('words').notNull(),
    /** What the day is known for, a holiday or an event of the shop, that may explain it; null: nothing. */
    occasion: text('occasion'),
    noticedAt: integer('noticed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.series, table.part] })],
)
export type SeriesAnomalyRow = typeof seriesAnomalyTable.$inferSelect
