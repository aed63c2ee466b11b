import { gzippedLines } from '../models/public-data.ts'

/** Units and revenue of each product by week, weeks from Monday, 6 December 2010 on. */
export interface WeeklyProduct {
  readonly units: Float64Array
  readonly revenue: Float64Array
}

const firstMonday = Date.UTC(2010, 11, 6)
const weekMs = 7 * 24 * 3_600_000

/**
 * Sales of Online Retail: lines with a quantity and a price above zero and a product code that begins with five digits; cancellations are left out.
 * Only whole weeks: the files here end on Saturday, 10 September 2011, so week 39 is the last.
 */
export function readWeeklyProducts(folder: string, weekCount: number): WeeklyProduct[] {
  const products = new Map<string, WeeklyProduct>()
  for (const line of gzippedLines(folder, 'transactions_2010-12-01_2011-09-10.csv.gz').slice(1)) {
    const [invoice = '', code = '', quantity, date = '', price] = line.split(',')
    const count = Number(quantity)
    if (invoice.startsWith('C') || !(count > 0) || !(Number(price) > 0) || !/^\d{5}/.test(code)) continue
    const week = Math.floor((Date.parse(`${date.replace(' ', 'T')}Z`) - firstMonday) / weekMs)
    if (!(week >= 0 && week < weekCount)) continue
    const key = code.toUpperCase()
    const product = products.get(key) ?? {
      units: new Float64Array(weekCount),
      revenue: new Float64Array(weekCount),
    }
    products.set(key, product)
    product.units[week] = (product.units[week] as number) + count
    product.revenue[week] = (product.revenue[week] as number) + count * Number(price)
  }
  return [...products.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, product]) => product)
}
