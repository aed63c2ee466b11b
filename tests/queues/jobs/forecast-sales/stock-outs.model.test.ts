import { afterAll, expect, it } from 'vitest'
import { findNodeSections, readNodeSection } from '#shared/demand/node-series.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const dayCount = 120
const week = [0.7, 0.8, 0.9, 1, 1.3, 1.6, 0.7]
const usualUnits = { mug: 60, cup: 10, jug: 10, tray: 10 } as const

/** A shop in the north that sells mugs above all, and one in the south. Of mugs there are none in the north for some days, counted or not. */
function shopWithout(outDays: number, isCounted: boolean): ForecastWorld {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 4_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  const random = seededRandom(11)
  const outFrom = lastDay - outDays + 1
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    for (const storeId of ['north', 'south']) {
      const lines = Object.entries(usualUnits).flatMap(([sku, usual]) => {
        const units = Math.round(usual * (week[day % 7] as number) * (0.9 + 0.2 * random()))
        const isOut = sku === 'mug' && storeId === 'north' && day >= outFrom
        return isOut ? [] : [[sku, units, 0, units * 250, 'Kitchen', sku]]
      })
      database.run([
        {
          text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
            values ('tenant', 'till', ?, ?, 'pos', '0', 0, ?, 1)`,
          values: [dayText(day), storeId, JSON.stringify({ 0: lines })],
        },
      ])
    }
  }
  const counts: (readonly [storeId: string, day: number, quantity: number])[] = [
    ['north', lastDay - dayCount, 9_000],
    ['south', lastDay - dayCount, 9_000],
  ]
  if (outDays > 0) counts.push(['north', outFrom, 0])
  for (const [storeId, day, quantity] of isCounted ? counts : []) {
    database.run([
      {
        text: `insert into stock_day (tenant_id, source, stock_item_id, store_id, day, first_counted_at, first_quantity,
            last_counted_at, last_quantity, most_quantity) values ('tenant', 'till', 'mug', ?, ?, 0, ?, 0, ?, ?)`,
        values: [storeId, dayText(day), quantity, quantity, quantity],
      },
    ])
  }
  return world
}

async function forecast(world: ForecastWorld): Promise<ForecastWorld> {
  const jobId = world.start()
  await world.runAll()
  expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
  return world
}

function row(world: ForecastWorld, level: string, storeId: string) {
  return world.forecasts().find((each) => each.level === level && each.store_id === storeId)
}

const sums = [
  ['total', ''],
  ['store', 'north'],
  ['category', ''],
  ['category-store', 'north'],
] as const

it('sums are forecast by what was asked for, and say what was sold, while the best seller is out', async () => {
  const whole = await forecast(shopWithout(0, true))
  const before = sums.map(([level, storeId]) => Number(row(whole, level, storeId)?.units_next_28))
  // As sold, the total would be told a quarter too low.
  const short = await forecast(shopWithout(21, true))
  for (const [at, [level, storeId]] of sums.entries()) {
    const ratio = Number(row(short, level, storeId)?.units_next_28) / (before[at] as number)
    expect([level, Math.abs(ratio - 1) < 0.05 ? 'as with all goods' : ratio]).toEqual([
      level,
      'as with all goods',
    ])
  }
  // Of mugs a week of the last 28 days was sold; of the others all.
  const north = row(short, 'store', 'north')
  expect(Number(north?.units_last_28)).toBeGreaterThan(7 * 60 + 28 * 30 - 60)
  expect(Number(north?.units_last_28)).toBeLessThan(7 * 60 + 28 * 30 + 60)
  const [file] = [...short.archive.objects].filter(([key]) => key.includes('/nodes/'))
  const bytes = (file?.[1].bytes ?? new Uint8Array(0)).slice().buffer
  const section = findNodeSections(bytes, {
    level: 'store',
    storeId: 'north',
    category: '',
    region: '',
  })?.whole
  const { offset = 0, byteCount = 0 } = section ?? {}
  const kept = readNodeSection(bytes.slice(offset, offset + byteCount)).units
  expect(kept.subarray(-28).reduce((sum, units) => sum + units, 0)).toBe(north?.units_last_28)
})

it('without counts nobody knows that goods were out, and after four weeks they are not sold any more', async () => {
  const whole = await forecast(shopWithout(0, true))
  const total = Number(row(whole, 'store', 'north')?.units_next_28)
  const uncounted = await forecast(shopWithout(21, false))
  expect(Number(row(uncounted, 'store', 'north')?.units_next_28)).toBeLessThan(0.7 * total)
  const gone = await forecast(shopWithout(35, true))
  expect(Number(row(gone, 'store', 'north')?.units_next_28)).toBeLessThan(0.9 * total)
})
