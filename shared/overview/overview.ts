import type { Overview } from '../contracts/overview.ts'
import { channels } from '../events/event.ts'
import { dayMs } from '../kernel/time.ts'

/** Orders and revenue of one day, channel and currency. */
export interface SalesRow {
  readonly day: string
  readonly channel: Overview['salesByChannel'][number]['channel']
  readonly orderCount: number
  readonly revenueMinor: number
}

/** Calendar days "2026-11-21", both included. */
export interface Period {
  readonly firstDay: string
  readonly lastDay: string
}

/** The period of `days` days that ends on a day, and the one of the same length just before. */
export function overviewPeriods(lastDay: string, days: number): { current: Period; previous: Period } {
  return {
    current: { firstDay: dayBefore(lastDay, days - 1), lastDay },
    previous: { firstDay: dayBefore(lastDay, 2 * days - 1), lastDay: dayBefore(lastDay, days) },
  }
}

/** The calendar day `count` days before `day`. */
function dayBefore(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - count * dayMs).toISOString().slice(0, 10)
}

export function periodTotals(
  rows: readonly SalesRow[],
  activeCustomerCount: number,
  currency: string,
): Overview['current'] {
  const { orderCount, revenueMinor } = total(rows)
  return {
    orderCount,
    revenue: { amountMinor: revenueMinor, currency },
    averageOrderValue: {
      amountMinor: orderCount === 0 ? 0 : Math.round(revenueMinor / orderCount),
      currency,
    },
    activeCustomerCount,
  }
}

/** One entry for each day of the period, days without sales included. */
export function salesByDay(
  rows: readonly SalesRow[],
  period: Period,
  currency: string,
): Overview['salesByDay'] {
  const days: Overview['salesByDay'] = []
  for (let day = period.firstDay; day <= period.lastDay; day = dayBefore(day, -1)) {
    const { orderCount, revenueMinor } = total(rows.filter((row) => row.day === day))
    days.push({ day, orderCount, revenue: { amountMinor: revenueMinor, currency } })
  }
  return days
}

/** One entry for each channel that sold something, most revenue first. */
export function salesByChannel(rows: readonly SalesRow[], currency: string): Overview['salesByChannel'] {
  return channels
    .map((channel) => ({ channel, ...total(rows.filter((row) => row.channel === channel)) }))
    .filter(({ orderCount, revenueMinor }) => orderCount > 0 || revenueMinor !== 0)
    .sort((left, right) => right.revenueMinor - left.revenueMinor)
    .map(({ channel, orderCount, revenueMinor }) => ({
      channel,
      orderCount,
      revenue: { amountMinor: revenueMinor, currency },
    }))
}

function total(rows: readonly SalesRow[]): { orderCount: number; revenueMinor: number } {
  return {
    orderCount: rows.reduce((sum, row) => sum + row.orderCount, 0),
    revenueMinor: rows.reduce((sum, row) => sum + row.revenueMinor, 0),
  }
}
