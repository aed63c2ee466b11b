import { afterAll, expect, it } from 'vitest'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const dayCount = 100
const unitsADay = 30

/** Three shops that each sell some thirty mugs and as many cups a day; the one in the north has told nothing since a day. */
async function forecastShop(northUntil: number): Promise<ForecastWorld> {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 2_000, fewSales: 200, mostOrders: 4_000, fewOrders: 100 }
  const random = seededRandom(7)
  for (let day = lastDay - dayCount + 1; day <= lastDay; day += 1) {
    for (const storeId of ['north', 'south', 'west']) {
      const units = unitsADay - 3 + Math.floor(random() * 7)
      if (storeId === 'north' && day > northUntil) continue
      database.run([
        {
          text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
            values ('tenant', 'till', ?, ?, 'pos', '0', 0, ?, 1)`,
          values: [
            dayText(day),
            storeId,
            JSON.stringify({ 0: ['mug', 'cup'].map((sku) => [sku, units, 0, units * 250, 'Kitchen', sku]) }),
          ],
        },
      ])
    }
  }
  const jobId = world.start()
  await world.runAll()
  expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
  return world
}

function nextUnits(world: ForecastWorld, level: string, storeId: string): number {
  const rows = world.forecasts().filter((each) => each.level === level && each.store_id === storeId)
  return rows.reduce((sum, row) => sum + Number(row.units_next_28), 0)
}

it('what a place has not told yet is not known, and not a day without sales', async () => {
  const whole = await forecastShop(lastDay)
  const units = nextUnits(whole, 'sku-store', 'north')
  const total = nextUnits(whole, 'total', '')
  const late = await forecastShop(lastDay - 5)
  const basis: OutlookBasis = JSON.parse(String(late.rows('forecast_run', 'run_id')[0]?.basis))
  expect(basis.late).toEqual({ north: lastDay - 4 })
  for (const level of ['sku-store', 'store', 'category-store'])
    expect([level, Math.abs(nextUnits(late, level, 'north') / units - 1) < 0.05]).toEqual([level, true])
  expect(Math.abs(nextUnits(late, 'total', '') / total - 1)).toBeLessThan(0.05)
  // Such days are not counted as days without goods.
  expect(late.forecasts().map((row) => row.stock_out_days)).toEqual(late.forecasts().map(() => 0))
})

it('says what new items would sell that were never sold', async () => {
  const world = await forecastShop(lastDay)
  const basis: OutlookBasis = JSON.parse(String(world.rows('forecast_run', 'run_id')[0]?.basis))
  const blocks = basis.launches?.['']?.blocks ?? []
  expect(blocks).toHaveLength(13)
  // All that was ever new sold some thirty a day from the first on, which was somewhere in the first block.
  expect(blocks[0]).toBeLessThan(7 * unitsADay)
  for (const units of blocks.slice(1)) expect(Math.abs(units / (7 * unitsADay) - 1)).toBeLessThan(0.1)
})
