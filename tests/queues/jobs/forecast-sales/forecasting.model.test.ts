import { afterAll, describe, expect, it } from 'vitest'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import { readOutlookText } from '#shared/demand/outlook-text.ts'
import type { ToldForecasts, ToldSeries } from '#shared/demand/told-series.ts'
import { orderLinesText } from '#shared/features/order-lines.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { ForecastWorld } from '#tests/support/forecast-world.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const items = ['mug', 'cup', 'jug', 'tray', 'bowl', 'fork']
const dayCount = 100

function order(orderNumber: number, day: number, storeId: string | null, sold: Record<string, number>) {
  const lines = Object.entries(sold).map(([productId, quantity], place) => ({
    lineId: `${place}`,
    productId,
    name: `A ${productId}`,
    category: productId.length > 3 ? 'table' : 'kitchen',
    quantity,
    amountMinor: 250 * quantity,
  }))
  const row: CustomerOrderRow = {
    tenantId: '',
    orderKey: `shop:${orderNumber}`,
    version: 1,
    customerId: null,
    hasShopsWord: true,
    kind: 'order',
    status: 'placed',
    channel: storeId === null ? 'web' : 'pos',
    placedAt: 1,
    placedRank: `${String(999_999 - orderNumber)}`,
    day: dayText(day),
    contentRank: '1000000001',
    currency: 'GBP',
    tenantMinorRate: 1,
    grossMinor: 100,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    lineCount: lines.length,
    lines: orderLinesText(Object.fromEntries(lines.map((line) => [line.lineId, line]))),
    storeId,
    refunds: '{}',
    refundsToldByOthers: '{}',
    paidAt: null,
    fulfilledAt: null,
    isCancelled: false,
    isRefundedWhole: false,
    amountMinor: 100,
    amountTenantMinor: 100,
  }
  return row
}

/** What items in two places and online sold on some days, some more than others. */
function shopOrders(random: RandomSource, fromDay: number, toDay: number): CustomerOrderRow[] {
  const orders: CustomerOrderRow[] = []
  for (let day = fromDay; day <= toDay; day += 1) {
    for (const [at, storeId] of ['north', 'south', null].entries()) {
      const sold = items.flatMap((item, rank): [string, number][] => {
        const units = Math.floor(random() * random() * (items.length + 3 - rank))
        return units > 0 ? [[item, units]] : []
      })
      if (sold.length > 0) orders.push(order(day * 10 + at, day, storeId, Object.fromEntries(sold)))
    }
  }
  return orders
}

function newWorld(): ForecastWorld {
  const world = new ForecastWorld(database)
  world.sizes = { mostSales: 2_000, fewSales: 200, mostOrders: 400, fewOrders: 100 }
  world.regions = new Map([
    ['north', 'Leeds'],
    ['south', 'Bath'],
  ])
  world.tell(shopOrders(seededRandom(1), lastDay - dayCount + 1, lastDay))
  return world
}

async function gather(world: ForecastWorld, jobId: string): Promise<void> {
  while (world.job(jobId).phase === 'gathering') await world.handle(shift(world))
}

function shift(world: ForecastWorld) {
  const message = world.messages.shift()
  if (message === undefined) throw new Error('no message waits')
  return message
}

async function runOnce(world: ForecastWorld): Promise<string> {
  const jobId = world.start()
  await world.runAll()
  expect(world.job(jobId)).toMatchObject({ state: 'done', failure: null })
  world.sweepJob(jobId)
  return jobId
}

function objectText(world: ForecastWorld, key: string): string {
  return new TextDecoder().decode(world.archive.objects.get(key)?.bytes)
}

/** What was told by runs, whatever its files are called. */
function toldIn(world: ForecastWorld) {
  return world.rows('forecast_run', 'as_of_day').flatMap(({ told_key: key }) => {
    if (key === null) return []
    const told: ToldForecasts = JSON.parse(objectText(world, String(key)))
    const items = told.parts.flatMap((part): ToldSeries[] => JSON.parse(objectText(world, part.key)))
    // How the items are divided into files depends on how far each step came.
    const { parts: _, ...all } = told
    return [{ ...all, items }]
  })
}

/** All that a run leaves, whatever the run is called. */
function picture(world: ForecastWorld) {
  const without = (rows: Record<string, unknown>[]) =>
    rows.map(({ run_id: _, made_at: __, told_key: ___, noticed_at: ____, ...row }) => row)
  return {
    forecasts: without(world.forecasts()),
    runs: without(world.rows('forecast_run', 'as_of_day')),
    accuracy: without(world.rows('forecast_accuracy', '1, 2, 3, 4, 5, 6')),
    alerts: without(world.rows('forecast_alert', '1, 2, 3, 4, 5, 6, 7, 8')),
    told: toldIn(world),
  }
}

/** Nothing lies about that no row leads to. */
function expectTidy(world: ForecastWorld, seed = 0): void {
  const runs = world.rows('forecast_run', 'run_id')
  const folders = runs.flatMap(({ run_id: id, told_key: key }) => (key === null ? [] : [`told/${id}/`]))
  const kept = [...world.archive.objects.keys()].filter((key) => !key.includes('/files/'))
  const stray = kept.filter(
    (key) =>
      !folders.some((folder) => key.includes(folder)) &&
      !runs.some(({ run_id: id }) => key.endsWith(`nodes/${id}`)),
  )
  expect([seed, stray, world.files.size]).toEqual([seed, [], 0])
}

describe('a forecast of sales', () => {
  it('of a shop that has sold nothing ends and says so', async () => {
    const world = new ForecastWorld(database)
    const jobId = await runOnce(world)
    expect(world.job(jobId).result).toBe('no sales yet')
    expect([world.forecasts(), world.rows('forecast_run', 'run_id')]).toEqual([[], []])
    expectTidy(world)
  })

  it('of a shop whose sales were all taken back leaves nothing of what was forecast of them', async () => {
    const world = newWorld()
    await runOnce(world)
    database.run([{ text: 'delete from sales_day', values: [] }])
    world.nowMs += dayMs
    const jobId = await runOnce(world)
    expect([world.job(jobId).result, world.forecasts()]).toEqual(['no sales yet', []])
    expect(world.rows('forecast_run', 'run_id')).toEqual([])
    expectTidy(world)
  })

  it('says of every item in every place and of all sums what comes, so that it adds up', async () => {
    const world = newWorld()
    const jobId = await runOnce(world)
    const rows = world.forecasts()
    const [run] = world.rows('forecast_run', 'run_id')
    const basis: OutlookBasis = JSON.parse(String(run?.basis))
    expect([basis.asOfDay, run?.run_id, run?.series_count]).toEqual([lastDay, jobId, rows.length])
    const count = (level: string) => rows.filter((row) => row.level === level).length
    expect(['total', 'region', 'store', 'category', 'category-store', 'sku', 'sku-store'].map(count)).toEqual(
      [1, 3, 3, 2, 6, 6, 18],
    )
    const blocksOf = (row: Record<string, unknown>) => readOutlookText(String(row.outlook)).blocks
    const sumOf = (level: string, by: (row: Record<string, unknown>) => boolean) => {
      const sums = new Array<number>(13).fill(0)
      for (const row of rows.filter((each) => each.level === level && by(each)))
        for (const [block, units] of blocksOf(row).entries()) sums[block] = (sums[block] ?? 0) + units
      return sums
    }
    const expectSum = (whole: Record<string, unknown>, sums: number[]) => {
      for (const [block, units] of blocksOf(whole).entries())
        expect(units / (sums[block] ?? 0)).toBeCloseTo(1, 4)
    }
    for (const row of rows) {
      if (row.level === 'total')
        expectSum(
          row,
          sumOf('sku-store', () => true),
        )
      if (row.level === 'sku')
        expectSum(
          row,
          sumOf('sku-store', ({ sku }) => sku === row.sku),
        )
      if (row.level === 'store')
        expectSum(
          row,
          sumOf('sku-store', ({ store_id: id }) => id === row.store_id),
        )
      if (row.level === 'region')
        expectSum(
          row,
          sumOf('sku-store', ({ region }) => region === row.region),
        )
      if (row.level === 'category')
        expectSum(
          row,
          sumOf('sku-store', ({ category }) => category === row.category),
        )
      const outlook = openOutlook(
        readOutlookText(String(row.outlook)),
        basis,
        String(row.category),
        String(row.demand_class),
      )
      expect(outlook.expectedUnits(0, 28) / Number(row.units_next_28)).toBeCloseTo(1, 3)
      expect(Number(row.units_next_28_low_80)).toBeLessThanOrEqual(Number(row.units_next_28))
      expect(Number(row.units_next_28_high_80)).toBeGreaterThanOrEqual(Number(row.units_next_28))
      expect(Number(row.revenue_next_28_minor) / (250 * Number(row.units_next_28))).toBeCloseTo(1, 6)
      expect(row.wape_rate).not.toBeNull()
    }
    const [total] = rows.filter(({ level }) => level === 'total')
    const sold = world.database.all(
      `select sum(line.value ->> 1) as units from customer_order, json_each(lines) as line where day > '2026-10-24'`,
    )
    expect([total?.units_last_28, sold[0]?.units]).toEqual([sold[0]?.units, expect.any(Number)])
    expectTidy(world)
  })

  it('made again right away comes to the same, in the place of what was there', async () => {
    const world = newWorld()
    await runOnce(world)
    const first = picture(world)
    const again = await runOnce(world)
    expect(picture(world)).toEqual(first)
    expect(new Set(world.forecasts().map(({ run_id: id }) => id))).toEqual(new Set([again]))
    expectTidy(world)
  })

  it('compares what was told with what came once that is over, and forgets items that sell no more', async () => {
    const world = newWorld()
    const first = await runOnce(world)
    const told = toldIn(world)[0]
    const isTold = () => world.rows('forecast_accuracy', '1').some(({ was_told: was }) => was === 1)
    expect(isTold()).toBe(false)
    // A month goes by, in which nobody buys a fork, and on the last days everybody buys cups.
    const random = seededRandom(2)
    const later = shopOrders(random, lastDay + 1, lastDay + 29).map((row) => ({
      ...row,
      lines: row.lines.replaceAll('fork', 'mug'),
    }))
    world.tell(later)
    for (let day = lastDay + 23; day <= lastDay + 29; day += 1) {
      world.tell([order(day * 10 + 7, day, 'north', { cup: 60 })])
    }
    world.nowMs += 29 * dayMs
    await runOnce(world)
    expect(isTold()).toBe(true)
    const [total] = world
      .rows('forecast_accuracy', '1')
      .filter((row) => row.level === 'total' && row.group_kind === 'all' && row.horizon_days === 28)
      .filter((row) => row.to_day === lastDay + 28)
    const saidOf28 = (told?.nodes.find(({ level }) => level === 'total')?.outlook.blocks ?? [])
      .slice(0, 4)
      .reduce((sum, units) => sum + units, 0)
    const [came] = world.database.all(
      `select sum(line.value ->> 1) as units from customer_order, json_each(lines) as line
       where day > '2026-11-21' and day <= '2026-12-19'`,
    )
    expect(total).toMatchObject({
      was_told: 1,
      as_of_day: lastDay,
      actual_units: came?.units,
      series_count: 1,
    })
    expect(Number(total?.bias_rate)).toBeCloseTo((saidOf28 - Number(came?.units)) / Number(came?.units), 6)
    expect(world.rows('forecast_alert', '1')).toContainEqual(
      expect.objectContaining({
        kind: 'sales-above',
        level: 'sku-store',
        sku: 'cup',
        store_id: 'north',
        to_day: lastDay + 29,
      }),
    )
    expect(toldIn(world).map(({ asOfDay }) => asOfDay)).toEqual([lastDay, lastDay + 29])
    expect(world.rows('forecast_run', 'as_of_day').map(({ run_id: id }) => id)).toContain(first)
    expectTidy(world)

    // More than a year later forks are no longer spoken of.
    world.nowMs += 370 * dayMs
    world.tell(
      shopOrders(random, lastDay + 380, lastDay + 399).map((row) => ({
        ...row,
        lines: row.lines.replaceAll('fork', 'mug'),
      })),
    )
    await runOnce(world)
    expect(world.forecasts().filter(({ sku }) => sku === 'fork')).toEqual([])
    expectTidy(world)
  })

  it('begins where sales end in a shop that has told nothing for a month', async () => {
    const world = newWorld()
    world.nowMs += 60 * dayMs
    await runOnce(world)
    expect(world.rows('forecast_run', 'run_id')[0]).toMatchObject({ as_of_day: lastDay })
  })
})

/** Crashes, workers that are slow, and messages that are lost, late or repeated, until the job has ended and all have noticed. */
async function playWithFaults(
  world: ForecastWorld,
  jobId: string,
  random: RandomSource,
  atEach: () => void = () => {},
): Promise<void> {
  world.mayBreak = () => {
    if (random() < 0.01) throw new Error('crash')
  }
  world.turns = () => Math.floor(random() * (random() < 0.03 ? 300 : 3))
  const atWork = new Set<Promise<unknown>>()
  for (let round = 0; round < 5_000 && world.job(jobId).finishedAt === null; round += 1) {
    atEach()
    const place = Math.floor(random() * world.messages.length)
    const message = world.messages[place]
    if (message !== undefined && random() < 0.9) world.messages.splice(place, 1)
    if (message === undefined || random() < 0.05) {
      world.sendAgain(jobId)
      continue
    }
    for (let together = random() < 0.15 ? 2 : 1; together > 0; together -= 1) {
      const work = world.handle(message).catch(() => undefined)
      atWork.add(work)
      void work.finally(() => atWork.delete(work))
    }
    for (let turn = Math.floor(random() * 60); turn > 0; turn -= 1) await null
    if (atWork.size > 0 && random() < 0.6) await Promise.race(atWork)
  }
  await Promise.all(atWork)
  // What was sent before still arrives.
  world.mayBreak = () => {}
  world.turns = () => 0
  await world.runAll()
  world.sweepJob(jobId)
}

it('comes to the same rows however often steps break, and messages are lost, late or repeated', async () => {
  const calm = newWorld()
  await runOnce(calm)
  const expected = picture(calm)
  let retryCount = 0
  for (let seed = 1; seed <= 3; seed += 1) {
    const world = newWorld()
    const jobId = world.start()
    await gather(world, jobId)
    await playWithFaults(world, jobId, seededRandom(seed))
    expect([seed, world.job(jobId).state]).toEqual([seed, 'done'])
    expect([seed, picture(world)]).toEqual([seed, expected])
    retryCount += world.job(jobId).retryCount
    // What an attempt wrote that was done twice goes with the next run.
    await runOnce(world)
    expect([seed, picture(world)]).toEqual([seed, expected])
    expectTidy(world, seed)
  }
  expect(retryCount).toBeGreaterThan(2)
})

it('that is cancelled leaves every forecast whole, with the run it is of', async () => {
  const world = newWorld()
  await runOnce(world)
  const before = picture(world)
  for (let seed = 1; seed <= 2; seed += 1) {
    const random = seededRandom(seed)
    const jobId = world.start()
    await gather(world, jobId)
    const steps = Math.floor(random() * 60)
    let round = 0
    await playWithFaults(world, jobId, random, () => {
      if (round === steps) world.cancel(jobId)
      round += 1
    })
    const runs = new Set(world.rows('forecast_run', 'run_id').map(({ run_id: id }) => id))
    const strays = world.forecasts().filter(({ run_id: id }) => !runs.has(id))
    expect([seed, strays, picture(world).forecasts]).toEqual([seed, [], before.forecasts])
  }
  await runOnce(world)
  expect(picture(world)).toEqual(before)
  expectTidy(world)
})
