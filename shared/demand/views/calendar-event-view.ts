import type { CalendarEventView } from '../../contracts/forecasts.ts'
import type { CalendarEventRow } from '../../database/tables/sales.ts'
import { toIso } from '../../kernel/time.ts'

/** A day of the tenant's own that sells otherwise, as the API shows it. */
export function calendarEventView({ tenantId, createdAt, ...event }: CalendarEventRow): CalendarEventView {
  return { ...event, createdAt: toIso(createdAt) }
}
