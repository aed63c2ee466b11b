import { dayMs } from '../kernel/time.ts'

/** Days since 1970-01-01 of a calendar day ("2026-11-21"). */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs)
}

/** The calendar day of a number of days since 1970-01-01. */
export function dayText(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10)
}

/** 0: Monday, to 6: Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7
}
