import { holidaysOf } from '../../demand/public-holidays.ts'
import { daysAroundHolidays } from '../../demand/special-days.ts'
import { dayNumber } from '../../sales/day-number.ts'

/** A stretch of days of the shop's own, `2026-11-21`, both included. */
interface OwnDays {
  readonly name: string
  readonly fromDay: string
  readonly toDay: string
}

const daysAround = 2

/** What days of a shop are known for: an event of its own, else a public holiday within two days; null: nothing. */
export function occasionsOf(
  country: string,
  days: readonly string[],
  ownDays: readonly OwnDays[],
): (day: string) => string | null {
  const numbers = days.map(dayNumber)
  const holidays = holidaysOf(country, Math.min(...numbers) - daysAround, Math.max(...numbers) + daysAround)
  const near = daysAroundHolidays(holidays)
  return (day) => {
    const own = ownDays.find(({ fromDay, toDay }) => fromDay <= day && day <= toDay)
    if (own !== undefined) return own.name
    const found = near.get(dayNumber(day))
    if (found === undefined) return null
    return found.offset === 0 ? found.name : `${found.offset < 0 ? 'before' : 'after'} ${found.name}`
  }
}
