import { expect, it } from 'vitest'
import type { ForecastPorts } from '#queues/jobs/forecast-sales/forecast-ports.ts'
import { readSupply, sampleSupply } from '#queues/jobs/forecast-sales/known-supply.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { backRate } from '#shared/sales/goods-back.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import type { StockOuts } from '#shared/sales/stock-outs.ts'

const asOfDay = dayNumber('2026-01-20')
const dayCount = 200
const christmas = dayNumber('2025-12-25')

/** Sells thirty a day in two places, of which the one in the north has told nothing since a day; out on some days. */
function soldUntil(sku: string, northUntil: number, out: ReadonlySet<number>): ItemSales {
  const series = ['north', 'south'].map((storeId) => {
    const days = Int32Array.from({ length: dayCount }, (_, at) => asOfDay - dayCount + 1 + at).filter(
      (day) => !(out.has(day) || (storeId === 'north' && day > northUntil)),
    )
    const units = new Float64Array(days.length).fill(30)
    const returnedUnits = new Float64Array(days.length)
    return { sku, storeId, channel: 'pos' as const, days, units, returnedUnits, revenueMinor: units }
  })
  return { item: { sku, productId: sku, name: null, category: null }, series }
}

/** Twelve items that were out for a week, which began so many days before the last one. */
async function supplyOf(outAgo: number, northUntil: number) {
  const out = new Set(Array.from({ length: 7 }, (_, at) => asOfDay - outAgo + at))
  const stockOuts: StockOuts = new Map([
    ['north', out],
    ['south', out],
  ])
  const items = Array.from({ length: 12 }, (_, at) => soldUntil(`item ${at}`, northUntil, out))
  let file: ArrayBufferLike = new ArrayBuffer(0)
  const ports = {
    country: 'GB',
    storesAbroad: async () => ({}),
    calendarEvents: async () => [],
    sales: { stockOuts: async () => new Map(items.map(({ item }) => [item.sku, stockOuts])) },
    files: { read: async () => file },
  } as unknown as ForecastPorts
  file = new TextEncoder().encode(JSON.stringify(await sampleSupply(items, asOfDay, ports))).buffer
  return readSupply('supply', asOfDay, ports)
}

it('days that a late place has not told, and holidays, say nothing of what is asked for', async () => {
  const { isPlain } = await supplyOf(120, asOfDay - 5)
  expect([asOfDay - 5, asOfDay - 4, asOfDay].map((day) => isPlain('north', day))).toEqual([
    true,
    false,
    false,
  ])
  expect(isPlain('south', asOfDay)).toBe(true)
  expect([christmas - 1, christmas].map((day) => isPlain('south', day))).toEqual([true, false])
})

it('what is held out knows only of stock-outs that were nine weeks old then', async () => {
  const long = await supplyOf(120, asOfDay)
  expect([backRate(long.ends, 7), backRate(long.earlier.ends, 7)]).toEqual([1, 1])
  const lately = await supplyOf(80, asOfDay)
  expect([backRate(lately.ends, 7), backRate(lately.earlier.ends, 7)]).toEqual([1, 0])
})
