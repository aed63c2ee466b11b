import { afterAll, describe, expect, it } from 'vitest'
import { keptSalesDays } from '#queues/jobs/forecast-sales/gather-sales.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { orderLinesText } from '#shared/features/order-lines.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { bucketCount, skuBucket } from '#shared/sales/sku-bucket.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { cellsOf, cellsOfOrders, type SalesByCell } from '#tests/support/reference-sales.ts'
import { SalesWorld } from '#tests/support/sales-world.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** The world begins on 2026-11-22, so this is the last day that is over. */
const lastDay = 20_778
const firstDay = lastDay - keptSalesDays + 1

function pick<Value>(random: RandomSource, values: readonly Value[]): Value {
  return values[Math.floor(random() * values.length)] as Value
}

/** Something that somebody says of one of some orders: so they are told again, move to other days, and are cancelled. */
function toldOrder(random: RandomSource, version: number): CustomerOrderRow {
  const customerId = pick(random, ['cus_ada', 'cus_grace', 'cus_mary', null])
  const isCancelled = random() < 0.15
  const age = random() < 0.5 ? Math.floor(random() * 10) : Math.floor(random() * 90)
  // Some of a broken clock, of today, and too old to matter.
  const day = dayText(
    pick(random, [lastDay - age, lastDay - age, lastDay - age, lastDay + 1, firstDay - 2, 3]),
  )
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, place) => ({
    lineId: `${place}`,
    productId: pick(random, ['mug', 'cup', 'jug', 'pot', '__proto__']),
    ...(random() < 0.3 && { sku: pick(random, ['MUG-1', 'MUG-2']) }),
    name: 'Ware',
    quantity: pick(random, [1, 2, 0.5, -1, 20]),
    amountMinor: Math.floor(random() * 5_000),
  }))
  return {
    tenantId: '',
    orderKey: `shop:${Math.floor(random() * 60)}`,
    version,
    customerId,
    hasShopsWord: true,
    kind: random() < 0.1 ? 'cancellation' : 'order',
    status: isCancelled ? 'cancelled' : 'placed',
    channel: pick(random, ['web', 'pos'] as const),
    placedAt: version,
    placedRank: `${String(999_999 - version)}`,
    day,
    contentRank: `1${String(version).padStart(9, '0')}`,
    currency: 'GBP',
    tenantMinorRate: pick(random, [1, 1, 1, 0.5, null]),
    grossMinor: 100,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    lineCount: lines.length,
    lines: orderLinesText(Object.fromEntries(lines.map((line) => [line.lineId, line]))),
    storeId: pick(random, ['north', null]),
    refunds: '{}',
    refundsToldByOthers: '{}',
    paidAt: null,
    fulfilledAt: null,
    isCancelled,
    isRefundedWhole: false,
    amountMinor: 100,
    amountTenantMinor: 100,
  }
}

let marks = 0
/** What a place is said to have sold on a day, by itself or in the place of what was said before. */
function report(world: SalesWorld, random: RandomSource): void {
  const day = dayText(lastDay - Math.floor(random() * 60))
  const storeId = pick(random, ['', 'north', 'south'])
  const lines = [[pick(random, ['mug', 'jug']), Math.floor(random() * 9), 1, 700, null, 'Ware']]
  marks += 1
  const channel = pick(random, ['import', 'pos', 'web'])
  const values = ['tenant', 'csv/sales', day, storeId, channel, '', 1, JSON.stringify({ '1': lines }), marks]
  world.database.run([
    random() < 0.2
      ? { text: 'delete from reported_sales where day = ? and store_id = ?', values: [day, storeId] }
      : { text: `insert or replace into reported_sales values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, values },
  ])
}

/** What all orders and reports come to, with no file in between. */
function expectedCells(world: SalesWorld): SalesByCell {
  const orders = world.database.all('select * from customer_order')
  const reports = world.database.all('select * from reported_sales')
  const until = dayText(lastDay)
  const last = [...orders, ...reports]
    .map(({ day }) => String(day))
    .filter((day) => day <= until)
    .sort()
    .at(-1)
  const from = dayText(Math.max(0, dayNumber(last ?? until) - keptSalesDays + 1))
  const inTime = orders.filter(({ day }) => String(day) >= from && String(day) <= until)
  const cells: Record<string, readonly [number, number, number]> = { ...cellsOfOrders(inTime) }
  for (const { day, store_id, channel, lines } of reports) {
    const isToldByOrders = orders.some((order) => {
      const isSameWay = order.channel === channel || channel === 'import'
      return order.day === day && (order.store_id ?? '') === store_id && (store_id !== '' || isSameWay)
    })
    if (isToldByOrders) continue
    for (const [sku, units, returned, revenue] of JSON.parse(String(lines))['1']) {
      const daysSince1970 = Date.parse(String(day)) / 86_400_000
      cells[`${sku}|${store_id}|${channel}|${daysSince1970}`] = [units, returned, revenue]
    }
  }
  return cells
}

async function gatheredCells(world: SalesWorld): Promise<SalesByCell> {
  return cellsOf(await world.store().readItems(0, bucketCount))
}

function expectSound(world: SalesWorld, seed: number): void {
  const rows = world.fileRows()
  const days = new Map<string, string>()
  for (const { fileKey, fromDay, toDay, dayMarks } of rows) {
    for (const [day, mark] of Object.entries(dayMarks)) {
      expect([seed, day >= dayText(fromDay) && day <= dayText(toDay), mark !== '']).toEqual([
        seed,
        true,
        true,
      ])
      // A day is in several files only when it alone has too much for one, and then these have no other.
      if (days.has(day)) expect([seed, fileKey, fromDay]).toEqual([seed, fileKey, toDay])
      days.set(day, mark)
    }
  }
  expect([seed, ...world.archive.objects.keys()].sort()).toEqual(
    [seed, ...rows.map(({ fileKey }) => fileKey)].sort(),
  )
  expect([seed, world.files.size]).toEqual([seed, 0])
}

describe('gathering sales', () => {
  it('without any sales comes to no files', async () => {
    const world = new SalesWorld(database)
    const jobId = world.start()
    await world.runAll()
    expect([world.job(jobId).state, world.fileRows(), world.archive.objects.size]).toEqual(['done', [], 0])
  })

  it('reads again the days alone that changed, and drops those that are gone', async () => {
    const world = new SalesWorld(database)
    const random = seededRandom(7)
    world.tell(
      Array.from({ length: 60 }, (_, version) => ({
        ...toldOrder(random, version + 1),
        orderKey: `o${version}`,
      })),
    )
    world.start()
    await world.runAll()
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
    const before = new Set(world.archive.objects.keys())
    world.start()
    await world.runAll()
    expect(new Set(world.archive.objects.keys())).toEqual(before)

    const [gone] = world.database.all(
      "select * from customer_order where day > '2026-08-01' order by day limit 1",
    )
    world.database.run([
      { text: 'delete from customer_order where order_key = ?', values: [String(gone?.order_key)] },
      { text: 'delete from sales_day where day = ?', values: [String(gone?.day)] },
    ])
    world.start()
    await world.runAll()
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
    const kept = [...world.archive.objects.keys()].filter((key) => before.has(key)).length
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(before.size)
    expectSound(world, 7)
  })

  it('of a shop that told nothing for years are those of its last years', async () => {
    const world = new SalesWorld(database)
    const random = seededRandom(2)
    const old = (day: number) =>
      ({ ...toldOrder(random, day), orderKey: `${day}`, day: dayText(day), status: 'placed' }) as const
    world.tell([old(14_000), old(14_500), old(15_300), old(9_000)])
    world.start()
    await world.runAll()
    expect(world.fileRows().flatMap(({ dayMarks }) => Object.keys(dayMarks))).toEqual(
      [14_500, 15_300].map(dayText),
    )
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
  })

  it('leaves no file when no order is left', async () => {
    const world = new SalesWorld(database)
    world.tell([{ ...toldOrder(seededRandom(1), 1), day: dayText(lastDay) }])
    world.start()
    await world.runAll()
    expect(world.fileRows()).toHaveLength(1)
    world.database.run(
      ['customer_order', 'sales_day'].map((table) => ({ text: `delete from ${table}`, values: [] })),
    )
    world.start()
    await world.runAll()
    expect([world.fileRows(), await gatheredCells(world)]).toEqual([[], {}])
    expectSound(world, 1)
  })

  it('divides a day that has too much for one file, and reads all of it again', async () => {
    const world = new SalesWorld(database)
    const random = seededRandom(3)
    const many = (count: number, from: number) =>
      Array.from({ length: count }, (_, place): CustomerOrderRow => {
        const line = { lineId: '1', productId: `item-${from + place}`, quantity: 2, amountMinor: 10 }
        const order = toldOrder(random, from + place + 1)
        const lines = orderLinesText({ '1': line })
        return {
          ...order,
          orderKey: `o${from + place}`,
          kind: 'order',
          status: 'placed',
          isCancelled: false,
          day: '2026-11-20',
          lines,
        }
      })
    world.tell(many(200, 0))
    world.start()
    await world.runAll()
    expect(world.fileRows().map(({ fromDay, toDay }) => [fromDay, toDay])).toEqual(
      Array(4).fill([20_777, 20_777]),
    )
    expect(
      world
        .fileRows()
        .map(({ saleCount }) => saleCount)
        .sort(),
    ).toEqual([20, 60, 60, 60])
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
    world.tell(many(30, 300))
    world.start()
    await world.runAll()
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
    expect(Object.keys(await gatheredCells(world))).toHaveLength(230)
    expectSound(world, 3)
  })

  it('makes files anew that are missing or damaged', async () => {
    const world = new SalesWorld(database)
    const random = seededRandom(11)
    world.tell(
      Array.from({ length: 80 }, (_, version) => ({
        ...toldOrder(random, version + 1),
        orderKey: `o${version}`,
      })),
    )
    world.start()
    await world.runAll()
    const [first = '', second = ''] = world.archive.objects.keys()
    world.archive.objects.delete(first)
    await expect(gatheredCells(world)).rejects.toThrow(/the sales file .* is missing/)
    const damaged = world.archive.objects.get(second)
    if (damaged !== undefined) damaged.bytes[damaged.bytes.length - 1] = (damaged.bytes.at(-1) ?? 0) ^ 1
    await expect(world.store().readItems(0, bucketCount)).rejects.toThrow(/missing|damaged/)
    // What is damaged is noticed when it is copied.
    const row = world.fileRows().find(({ fileKey }) => fileKey === second)
    const day = Object.keys(row?.dayMarks ?? {})[0] ?? ''
    world.tell([{ ...toldOrder(random, 900), orderKey: 'late', day }])
    world.start()
    await world.runAll()
    expect(await gatheredCells(world)).toEqual(expectedCells(world))
    expectSound(world, 11)
  })

  it('reads an item and parts of the items from few bytes, six files at a time', async () => {
    const world = new SalesWorld(database)
    const random = seededRandom(5)
    world.sizes = { mostSales: 10, fewSales: 1, mostOrders: 3, fewOrders: 1 }
    world.tell(
      Array.from({ length: 150 }, (_, version) => ({
        ...toldOrder(random, version + 1),
        orderKey: `o${version}`,
      })),
    )
    world.start()
    await world.runAll()
    expect(world.fileRows().length).toBeGreaterThan(12)
    const all = await world.store().readItems(0, bucketCount)
    world.archive.reads.most = 0
    const bucket = skuBucket('mug')
    expect(await world.store().readItems(bucket, bucket + 1)).toEqual(
      all.filter(({ item }) => skuBucket(item.sku) === bucket),
    )
    expect(world.archive.reads.most).toBeLessThanOrEqual(6)
    expect(await world.store().readItem('MUG-1')).toEqual(all.find(({ item }) => item.sku === 'MUG-1'))
    expect(await world.store().readItem('nothing')).toBeUndefined()
  })

  it('comes to what all orders and reports say, however often steps break, and whatever changes meanwhile', async () => {
    let retryCount = 0
    let readCount = 0
    for (let seed = 1; seed <= 25; seed += 1) {
      const random = seededRandom(seed)
      const world = new SalesWorld(database)
      let version = 0
      const change = () => {
        version += 1
        if (random() < 0.2) report(world, random)
        else world.tell([toldOrder(random, version)])
      }
      for (let orders = Math.floor(random() * 60); orders > 0; orders -= 1) change()
      for (let run = 0; run < 2; run += 1) {
        const jobId = world.start()
        world.mayBreak = () => {
          if (random() < 0.02) throw new Error('crash')
        }
        world.turns = () => Math.floor(random() * (random() < 0.05 ? 300 : 4))
        const cancelledAt = random() < 0.3 ? Math.floor(random() * 40) : -1
        const atWork = new Set<Promise<unknown>>()
        for (let round = 0; round < 5_000 && world.job(jobId).finishedAt === null; round += 1) {
          if (round === cancelledAt) world.cancel(jobId)
          if (random() < 0.2) change()
          if (random() < 0.05) {
            // Whoever reads meanwhile finds whole files, old or new.
            const reading = world.store().readItems(0, bucketCount)
            const read = reading.then(cellsOf).catch((error: Error) => {
              expect([seed, error.message]).toEqual([seed, 'crash'])
            })
            readCount += 1
            atWork.add(read)
            void read.finally(() => atWork.delete(read))
          }
          const place = Math.floor(random() * world.messages.length)
          const message = world.messages[place]
          if (message !== undefined && random() < 0.8) world.messages.splice(place, 1)
          if (message === undefined || random() < 0.1) {
            world.sendAgain(jobId)
            continue
          }
          for (let together = random() < 0.2 ? 2 : 1; together > 0; together -= 1) {
            const work = world.handle(message).catch(() => undefined)
            atWork.add(work)
            void work.finally(() => atWork.delete(work))
          }
          for (let turn = Math.floor(random() * 60); turn > 0; turn -= 1) await null
          if (atWork.size > 0 && random() < 0.3) await Promise.race(atWork)
        }
        await Promise.all(atWork)
        expect([seed, ['done', 'cancelled'].includes(world.job(jobId).state)]).toEqual([seed, true])
        retryCount += world.job(jobId).retryCount
        world.mayBreak = () => {}
        world.turns = () => 0
        await world.runAll()
        world.sweepJob(jobId)
      }
      // A last quiet run, a while later.
      world.age()
      world.start()
      await world.runAll()
      expect([seed, await gatheredCells(world)]).toEqual([seed, expectedCells(world)])
      expectSound(world, seed)
    }
    expect(retryCount).toBeGreaterThan(30)
    expect(readCount).toBeGreaterThan(30)
  })
})
