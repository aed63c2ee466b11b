import type { Overview } from '#shared/contracts/overview.ts'

type DaySales = Overview['salesByDay'][number]

const weekDays = 7

/**
 * Days summed to weeks of seven days that end with the last day, oldest first, each named by its first day. Days at
 * the start that do not fill a week are left out: a part of a week beside whole ones would look like a fall.
 */
export function weeklySales(days: readonly DaySales[]): DaySales[] {
  const weeks: DaySales[] = []
  for (let start = days.length % weekDays; start < days.length; start += weekDays) {
    const week = days.slice(start, start + weekDays)
    const first = week[0]
    if (first === undefined) break
    weeks.push({
      day: first.day,
      orderCount: week.reduce((sum, day) => sum + day.orderCount, 0),
      revenue: {
        amountMinor: week.reduce((sum, day) => sum + day.revenue.amountMinor, 0),
        currency: first.revenue.currency,
      },
    })
  }
  return weeks
}
