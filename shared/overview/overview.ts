import type { Overview } from '../contracts/overview.ts'
import { channels } from '../events/event.ts'
import { dayMs } from '../kernel/time.ts'

/** Orders and revenue of one currency. */
interface CurrencySales {
  readonly currency: string
  readonly orderCount: number
  /** In the tenant's currency, as far as rates were known. */
  readonly revenueTenantMinor: number
  readonly unconvertedCount: number
  readonly unconvertedMinor: number
}

/** The same of one day and channel. */
export interface SalesRow extends CurrencySales {
  readonly day: string
  readonly channel: Overview['salesByChannel'][number]['channel']
}

/** The same of all days. */
export interface AllTimeRow extends CurrencySales {
  readonly cancellationCount: number
  readonly firstDay: string
  readonly lastDay: string
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

/** Totals in the tenant's currency; the average is that of the orders which can be counted in it. */
export function periodTotals(
  rows: readonly SalesRow[],
  activeCustomerCount: number,
  currency: string,
): Overview['current'] {
  const { orderCount, revenueMinor } = total(rows)
  const convertedCount = orderCount - rows.reduce((sum, row) => sum + row.unconvertedCount, 0)
  return {
    orderCount,
    revenue: { amountMinor: revenueMinor, currency },
    averageOrderValue: {
      amountMinor: convertedCount === 0 ? 0 : Math.round(revenueMinor / convertedCount),
      currency,
    },
    activeCustomerCount,
    unconverted: unconvertedSales(rows),
  }
}

/** Everything on record, in the tenant's currency. */
export function allTimeTotals(rows: readonly AllTimeRow[], currency: string): Overview['allTime'] {
  const days = rows.flatMap(({ firstDay, lastDay }) => [firstDay, lastDay]).sort()
  const { orderCount, revenueMinor } = total(rows)
  return {
    orderCount,
    cancellationCount: rows.reduce((sum, row) => sum + row.cancellationCount, 0),
    revenue: { amountMinor: revenueMinor, currency },
    unconverted: unconvertedSales(rows),
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
  }
}

/** Sales for which no exchange rate was known, one entry a currency. */
function unconvertedSales(rows: readonly CurrencySales[]): Overview['allTime']['unconverted'] {
  const currencies = [...new Set(rows.map((row) => row.currency))].sort()
  return currencies
    .map((currency) => {
      const ofCurrency = rows.filter((row) => row.currency === currency)
      return {
        orderCount: ofCurrency.reduce((sum, row) => sum + row.unconvertedCount, 0),
        revenue: { amountMinor: ofCurrency.reduce((sum, row) => sum + row.unconvertedMinor, 0), currency },
      }
    })
    .filter(({ orderCount, revenue }) => orderCount > 0 || revenue.amountMinor !== 0)
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

function total(rows: readonly CurrencySales[]): { orderCount: number; revenueMinor: number } {
  return {
    orderCount: rows.reduce((sum, row) => sum + row.orderCount, 0),
    revenueMinor: rows.reduce((sum, row) => sum + row.revenueTenantMinor, 0),
  }
}
