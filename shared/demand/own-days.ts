import { dayNumber } from '../sales/day-number.ts'
import type { CalendarDay } from './calendar-day.ts'

/** Days of a shop's own, as they are written down. */
export interface OwnDays extends Omit<CalendarDay, 'day'> {
  /** Calendar days ("2026-11-21"), both included. */
  readonly fromDay: string
  readonly toDay: string
}

/** What of a shop's own events lies between two days (since 1970-01-01), both included: one entry each, however long it lasts. */
export function ownDays(events: readonly OwnDays[], fromDay: number, toDay: number): CalendarDay[] {
  return events.flatMap((event) => {
    const first = Math.max(fromDay, dayNumber(event.fromDay))
    const last = Math.min(toDay, dayNumber(event.toDay))
    const { name, kind, storeId, category, expectedChangeRate } = event
    if (last < first) return []
    return [{ day: first, lastDay: last, name, kind, storeId, category, expectedChangeRate }]
  })
}

/** Every day on which any of some events is on, each once. */
export function daysOfEvents(events: readonly CalendarDay[]): Set<number> {
  const days = new Set<number>()
  let reached = Number.NEGATIVE_INFINITY
  for (const { day: first, lastDay = first } of [...events].sort((one, other) => one.day - other.day)) {
    for (let day = Math.max(first, reached + 1); day <= lastDay; day += 1) days.add(day)
    reached = Math.max(reached, lastDay)
  }
  return days
}
