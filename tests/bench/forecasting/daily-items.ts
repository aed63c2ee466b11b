import { dayNumber } from '#shared/sales/day-number.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { gzippedLines } from '../models/public-data.ts'

/** Monday, 6 December 2010: the first whole week of Online Retail. */
export const firstMonday = dayNumber('2010-12-06')

/** Sales of Online Retail day by day, of the same lines as in `weekly-units.ts`. Money in pence. */
export function readDailyItems(folder: string): ItemSales[] {
  const items = new Map<string, Map<number, { units: number; revenueMinor: number }>>()
  for (const line of gzippedLines(folder, 'transactions_2010-12-01_2011-09-10.csv.gz').slice(1)) {
    const [invoice = '', code = '', quantity, date = '', price] = line.split(',')
    const count = Number(quantity)
    if (invoice.startsWith('C') || !(count > 0) || !(Number(price) > 0) || !/^\d{5}/.test(code)) continue
    const day = dayNumber(date.slice(0, 10))
    if (day < firstMonday) continue
    const sku = code.toUpperCase()
    const days = items.get(sku) ?? new Map()
    items.set(sku, days)
    const sums = days.get(day) ?? { units: 0, revenueMinor: 0 }
    days.set(day, {
      units: sums.units + count,
      revenueMinor: sums.revenueMinor + Math.round(100 * count * Number(price)),
    })
  }
  return [...items]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([sku, byDay]) => {
      const rows = [...byDay].sort(([one], [other]) => one - other)
      return {
        item: { sku, productId: sku, name: null, category: null },
        series: [
          {
            sku,
            storeId: '',
            channel: 'web',
            days: Int32Array.from(rows, ([day]) => day),
            units: Float64Array.from(rows, ([, { units }]) => units),
            returnedUnits: new Float64Array(rows.length),
            revenueMinor: Float64Array.from(rows, ([, { revenueMinor }]) => revenueMinor),
          },
        ],
      }
    })
}

/** Units sold in `dayCount` days from `fromDay` on. */
export function soldUnits({ series }: ItemSales, fromDay: number, dayCount: number): number {
  let sum = 0
  for (const { days, units } of series) {
    days.forEach((day, at) => {
      if (day >= fromDay && day < fromDay + dayCount) sum += units[at] as number
    })
  }
  return sum
}
