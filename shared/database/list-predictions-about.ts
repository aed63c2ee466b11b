import { and, desc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import {
  type ConsumptionEventRow,
  consumptionEventTable,
  type PredictionRow,
  predictionsTable,
  type SegmentMovementRow,
  segmentMovementTable,
} from './tables/predictions.ts'

/** What is kept of the predictions about one person. */
export interface PredictionsAbout {
  /** Also those that hold no more or may not be told any more, as long as they are there. */
  readonly predictions: readonly PredictionRow[]
  /** The latest first. */
  readonly movements: readonly SegmentMovementRow[]
  /** The latest first. */
  readonly consumptionEvents: readonly ConsumptionEventRow[]
}

/**
 * Everything predicted of a person, who may have several customer ids, between which segments they went, and what was told of expected
 * purchases.
 */
export async function listPredictionsAbout(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
): Promise<PredictionsAbout> {
  const ids = sql`(select value from json_each(${JSON.stringify(customerIds)}))`
  const [predictions, movements, consumptionEvents] = await database.batch([
    database
      .select()
      .from(predictionsTable)
      .where(and(eq(predictionsTable.tenantId, tenantId), sql`${predictionsTable.customerId} in ${ids}`))
      // The plus keeps the index by kind and moment out of it, which would look at every customer.
      .orderBy(sql`+${predictionsTable.kind}`, predictionsTable.expectedAt, predictionsTable.subject),
    database
      .select()
      .from(segmentMovementTable)
      .where(
        and(eq(segmentMovementTable.tenantId, tenantId), sql`${segmentMovementTable.customerId} in ${ids}`),
      )
      .orderBy(desc(segmentMovementTable.movedAt), segmentMovementTable.movementId),
    database
      .select()
      .from(consumptionEventTable)
      .where(
        and(eq(consumptionEventTable.tenantId, tenantId), sql`${consumptionEventTable.customerId} in ${ids}`),
      )
      .orderBy(desc(consumptionEventTable.predictedAt), consumptionEventTable.eventId),
  ])
  return { predictions, movements, consumptionEvents }
}
