import { dayText, weekdayOf } from '../sales/day-number.ts'
import type { CalendarDay } from './calendar-day.ts'

/** A day as part of what a holiday does: the day itself (offset 0), or one of those before (below 0) and after. */
export interface SpecialDay {
  readonly name: string
  readonly offset: number
}

const daysAround = 2

/** Holidays and the two days on either side of them. A day near several stands under the nearest; of two as near, under the one that comes. */
export function daysAroundHolidays(calendar: readonly CalendarDay[]): ReadonlyMap<number, SpecialDay> {
  const special = new Map<number, SpecialDay>()
  const distances = [0]
  for (let distance = 1; distance <= daysAround; distance++) distances.push(-distance, distance)
  for (const offset of distances) {
    for (const { day, name, kind } of calendar) {
      if (kind !== 'holiday' || special.has(day + offset)) continue
      special.set(day + offset, { name, offset })
    }
  }
  return special
}

export const lastWorkingDay = 'Last working day of the month'
export const payDay25 = 'Working day on or before the 25th'

/** Days on which wages are usually paid, by name: the last working day of a month, and the 25th or the working day before. Never a holiday. */
export function payDays(
  fromDay: number,
  toDay: number,
  isHoliday: (day: number) => boolean,
): ReadonlyMap<number, string> {
  const days = new Map<number, string>()
  const workingDayUntil = (last: number): number => {
    let day = last
    while (weekdayOf(day) > 4 || isHoliday(day)) day--
    return day
  }
  for (let day = fromDay; day <= toDay + 10; day++) {
    const ofMonth = Number(dayText(day).slice(8))
    if (ofMonth === 25) days.set(workingDayUntil(day), payDay25)
    if (ofMonth === 1) days.set(workingDayUntil(day - 1), lastWorkingDay)
  }
  return days
}
