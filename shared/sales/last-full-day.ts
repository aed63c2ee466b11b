import { dayIn } from '../kernel/time.ts'
import { dayNumber } from './day-number.ts'

/** Yesterday, seen from a moment in a time zone: the last day that is over. Days since 1970-01-01. */
export function lastFullDay(timeZone: string, epochMs: number): number {
  return dayNumber(dayIn(timeZone, epochMs)) - 1
}
