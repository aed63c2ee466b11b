import { and, asc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SqlStatement } from './sql-statement.ts'
import {
  type ConsumptionEventRow,
  consumptionEventTable,
  type SegmentMovementRow,
  segmentMovementTable,
} from './tables/predictions.ts'

/** What changed in predictions of customers, and is told by the live feed. */
export interface PredictionChanges {
  readonly movements: readonly SegmentMovementRow[]
  readonly consumptionEvents: readonly ConsumptionEventRow[]
}

/** Those that were not told yet, the earliest first, at most `limit` of each. */
export async function listUnpublishedChanges(
  database: DrizzleD1Database,
  tenantId: string,
  limit: number,
): Promise<PredictionChanges> {
  const [movements, events] = [segmentMovementTable, consumptionEventTable]
  const [movementRows, eventRows] = await database.batch([
    database
      .select()
      .from(movements)
      // As the index of the few has it: a value bound would not let SQLite take it.
      .where(and(eq(movements.tenantId, tenantId), sql`${movements.isPublished} = 0`))
      .orderBy(asc(movements.movedAt))
      .limit(limit),
    database
      .select()
      .from(events)
      .where(and(eq(events.tenantId, tenantId), sql`${events.isPublished} = 0`))
      .orderBy(asc(events.predictedAt))
      .limit(limit),
  ])
  return { movements: movementRows, consumptionEvents: eventRows }
}

/** Notes that changes were told. What it returns as `id` are those that are still there. */
export function markPublished(
  tenantId: string,
  { movements, consumptionEvents }: PredictionChanges,
): [SqlStatement, SqlStatement] {
  const mark = (table: string, key: string, ids: readonly string[]): SqlStatement => ({
    text: `update ${table} set is_published = 1 where tenant_id = ?1
             and ${key} in (select value from json_each(?2)) returning ${key} as id`,
    values: [tenantId, JSON.stringify(ids)],
  })
  return [
    mark(
      'segment_movement',
      'movement_id',
      movements.map(({ movementId }) => movementId),
    ),
    mark(
      'consumption_event',
      'event_id',
      consumptionEvents.map(({ eventId }) => eventId),
    ),
  ]
}

/** The tenants of whom changes wait to be told. */
export async function listTenantsWithChanges(database: DrizzleD1Database): Promise<string[]> {
  const rows = await database.all<{ tenantId: string }>(
    sql`select distinct tenant_id as tenantId from segment_movement where is_published = 0
      union select distinct tenant_id from consumption_event where is_published = 0`,
  )
  return rows.map(({ tenantId }) => tenantId)
}

/** Deletes events of expected purchases that are older than a moment, at most so many. */
export function deleteOldConsumptionEvents(tenantId: string, untilMs: number, limit: number): SqlStatement {
  return {
    text: `delete from consumption_event where rowid in (
             select rowid from consumption_event where tenant_id = ?1 and predicted_at < ?2 limit ?3)`,
    values: [tenantId, untilMs, limit],
  }
}
