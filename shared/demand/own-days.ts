import { dayNumber } from '../sales/day-number.ts'
import type { CalendarDay } from './calendar-day.ts'

/** Days of a shop's own, as they are written down. */
export interface OwnDays extends Omit<CalendarDay, 'day'> {
  /** Calendar days ("2026-11-21"), both included. */
  readonly fromDay: string
  readonly toDay: string
}

/** The single days of a shop's own events between two days (since 1970-01-01), both included. */
export function ownDays(events: readonly OwnDays[], fromDay: number, toDay: number): CalendarDay[] {
  return events.flatMap((event) => {
    const first = Math.max(fromDay, dayNumber(event.fromDay))
    const last = Math.min(toDay, dayNumber(event.toDay))
    const { name, kind, storeId, category, expectedChangeRate } = event
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
      return { day: first + at, name, kind, storeId, category, expectedChangeRate }
    })
  })
}
