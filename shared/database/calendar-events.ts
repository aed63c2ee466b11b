import { and, asc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type CalendarEventRow, calendarEventTable } from './tables/sales.ts'

const table = calendarEventTable

/** More than so many days of its own no shop has. */
export const maxCalendarEvents = 5_000

/** The tenant's own days, first days first. */
export async function listCalendarEvents(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<CalendarEventRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(asc(table.fromDay), asc(table.eventId))
    .limit(maxCalendarEvents)
}

/** Whether there was room for another event, and it is noted. */
export async function insertCalendarEvent(
  database: DrizzleD1Database,
  row: CalendarEventRow,
): Promise<boolean> {
  const { tenantId, eventId, name, kind, fromDay, toDay, storeId, category } = row
  const { meta } = await database.run(sql`
    insert into calendar_event
      (tenant_id, event_id, name, kind, from_day, to_day, store_id, category, expected_change_rate, created_at)
    select ${tenantId}, ${eventId}, ${name}, ${kind}, ${fromDay}, ${toDay}, ${storeId}, ${category},
      ${row.expectedChangeRate}, ${row.createdAt}
    where (select count(*) from calendar_event where tenant_id = ${tenantId}) < ${maxCalendarEvents}`)
  return meta.changes > 0
}

/** Whether there was such an event. */
export async function deleteCalendarEvent(
  database: DrizzleD1Database,
  tenantId: string,
  eventId: string,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.eventId, eventId)))
    .returning({ eventId: table.eventId })
  return deleted.length > 0
}
