import { afterAll, expect, it } from 'vitest'
import { findNodeSections, readNodeSection } from '#shared/demand/node-series.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const dayCount = 200
const week = [0.7, 0.8, 0.9, 1, 1.3, 1.6, 0.7]
const usualUnits = { mug: 60, cup: 10, jug: 10, tray: 10 } as const
/** Things of which hardly any are sold. All of them were out for 25 days, long ago, and came back. */
const pins = Array.from({ length: 12 }, (_, at) => `pin ${at}`)
const pinsOut = { from: lastDay - 120, to: lastDay - 96 }

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
      if (storeId === 'north' && (day < pinsOut.from || day > pinsOut.to))
        lines.push(...pins.map((sku) => [sku, 1, 0, 1, 'Kitchen', sku]))
      database.run([
        {
          text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
            values ('tenant', 'till', ?, ?, 'pos', '0', 0, ?, 1)`,
          values: [dayText(day), storeId, JSON.stringify({ 0: lines })],
        },
      ])
    }
  }
  if (!isCounted) return world
  count('mug', 'north', lastDay - dayCount, 9_000)
  count('mug', 'south', lastDay - dayCount, 9_000)
  if (outDays > 0) count('mug', 'north', outFrom, 0)
  for (const sku of pins) {
    count(sku, 'north', pinsOut.from, 0)
    count(sku, 'north', pinsOut.to + 1, 9_000)
  }
  return world
}

function count(sku: string, storeId: string, day: number, quantity: number): void {
  database.run([
    {
      text: `insert into stock_day (tenant_id, source, stock_item_id, store_id, day, first_counted_at, first_quantity,
          last_counted_at, last_quantity, most_quantity) values ('tenant', 'till', ?, ?, ?, 0, ?, 0, ?, ?)`,
      values: [sku, storeId, dayText(day), quantity, quantity, quantity],
    },
  ])
}

function sell(storeId: string, day: number, lines: readonly (readonly [sku: string, units: number])[]): void {
  const told = lines.map(([sku, units]) => [sku, units, 0, units * 250, 'Kitchen', sku])
  database.run([
    {
      text: `insert into reported_sales (tenant_id, source, day, store_id, channel, part, reported_at, lines, mark)
        values ('tenant', 'till', ?, ?, 'pos', '0', 0, ?, 1)`,
      values: [dayText(day), storeId, JSON.stringify({ 0: told })],
    },
  ])
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
  expect(Number(north?.units_last_28)).toBeGreaterThan(7 * 60 + 28 * 42 - 60)
  expect(Number(north?.units_last_28)).toBeLessThan(7 * 60 + 28 * 42 + 60)
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

/** Sells 24 things, each of which is out for one week in eight, from a day to another. */
function sellInTurns(fromDay: number, toDay: number, random: () => number): void {
  for (let day = fromDay; day <= toDay; day += 1) {
    const lines = Array.from({ length: 24 }, (_, at): [string, number] => {
      return [`thing ${at}`, Math.round(10 * (week[day % 7] as number) * (0.9 + 0.2 * random()))]
    })
    const isOut = (at: number, on: number) => Math.floor((on + 7 * at) / 7) % 8 === 0
    for (const [at, [sku]] of lines.entries())
      if (isOut(at, day) !== isOut(at, day - 1)) count(sku, 'north', day, isOut(at, day) ? 0 : 900)
    sell(
      'north',
      day,
      lines.filter((_, at) => !isOut(at, day)),
    )
  }
}

it('sums are compared with what they speak of, in the first run and after a week: nothing is out of the usual', async () => {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 8_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  const random = seededRandom(11)
  sellInTurns(lastDay - 299, lastDay, random)
  await forecast(world)
  const ofSums = () => world.rows('forecast_alert', 'level').filter(({ level }) => level !== 'sku-store')
  expect(ofSums()).toEqual([])
  // What was held out is of what was sold, and so is what it was compared with.
  expect(Math.abs(Number(row(world, 'total', '')?.bias_rate))).toBeLessThan(0.05)
  sellInTurns(lastDay + 1, lastDay + 7, random)
  world.nowMs = (lastDay + 8) * dayMs + 3 * hourMs
  await forecast(world)
  expect(ofSums()).toEqual([])
  const told = world
    .rows('forecast_accuracy', 'level')
    .find((each) => each.was_told === 1 && each.level === 'total' && each.group_kind === 'all')
  // Told of what is asked for, an eighth more than is sold.
  expect(Number(told?.actual_units)).toBeGreaterThan(1_600)
  expect(Math.abs(Number(told?.bias_rate))).toBeLessThan(0.05)
})

it('goods that give way to others when they are sold out are not forecast as if they came back', async () => {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 8_000, fewSales: 200, mostOrders: 8_000, fewOrders: 100 }
  const random = seededRandom(11)
  const [lifeDays, slots, shopDays] = [182, 26, 300]
  const from = lastDay - shopDays + 1
  let sold = 0
  for (let day = from; day <= lastDay; day += 1) {
    const lines = Array.from({ length: slots }, (_, slot): [string, number] => {
      const age = day - from + Math.floor((slot * lifeDays) / slots)
      const sku = `thing ${slot} ${Math.floor(age / lifeDays)}`
      if (day === from || age % lifeDays === 0) count(sku, 'north', day - 1, 900)
      if (age % lifeDays === lifeDays - 1 && day < lastDay) count(sku, 'north', day + 1, 0)
      return [sku, Math.round(10 * (week[day % 7] as number) * (0.9 + 0.2 * random()))]
    })
    sold += lines.reduce((sum, [, units]) => sum + units, 0)
    sell('north', day, lines)
  }
  await forecast(world)
  const usual = (28 * sold) / shopDays
  const ofSlots = world.forecasts().filter(({ level }) => level === 'sku')
  // As if all came back, 1.4 times as much was told of all sales, and more of all items together.
  expect(Math.abs(Number(row(world, 'total', '')?.units_next_28) / usual - 1)).toBeLessThan(0.05)
  expect(
    Math.abs(ofSlots.reduce((sum, each) => sum + Number(each.units_next_28), 0) / usual - 1),
  ).toBeLessThan(0.05)
  expect(world.rows('forecast_alert', 'level').filter(({ level }) => level !== 'sku-store')).toEqual([])
})

it('what is begun again leaves none of its files behind', async () => {
  const world = shopWithout(0, true)
  const jobId = world.start()
  while (JSON.parse(world.job(jobId).cursor ?? '{}').supply === undefined) {
    const message = world.messages.shift()
    if (message !== undefined) await world.handle(message)
  }
  const begun = [...world.files.keys()]
  const { supply: _, ...cursor } = JSON.parse(world.job(jobId).cursor ?? '{}')
  database.run([
    { text: 'update job set cursor = ? where job_id = ?', values: [JSON.stringify(cursor), jobId] },
  ])
  const message = world.messages.shift()
  if (message !== undefined) await world.handle(message)
  const kinds = [...world.files.keys()].map((name) => name.replace(/.*?(\w+)-\d+$/, '$1')).sort()
  expect([begun.length > 5, kinds]).toEqual([
    true,
    // The one whose name was taken out above stays until the job has ended.
    ['missed', 'missed', 'sample', 'sums', 'supply', 'supply', 'unusual', 'usual'],
  ])
})
