import { describe, expect, it } from 'vitest'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { ImportKindsWorld, type Weakening } from '#tests/support/import-kinds-world.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { ordersPicture } from '#tests/support/orders-picture.ts'

const firstSeed = Number(process.env.PATRON_SEED ?? 20261121)
const historyCount = Number(process.env.PATRON_HISTORIES ?? 10)

/** A file as it was sent, and the import that took it. */
interface SentFile {
  readonly importId: string
  readonly csv: string
  readonly atMs: number
  readonly isOfHeads: boolean
}

const csvOf = (heading: string, rows: readonly (readonly string[])[]) =>
  [heading, ...rows.map((cells) => cells.join(','))].join('\n')

const day = (random: RandomSource) => `2026-03-0${drawInt(random, 1, 4)}`
const skus = ['MUG', 'TRAY', 'LAMP', 'VASE']
const orderIds = ['1001', '1002', '1003']

const kinds: Record<string, (random: RandomSource) => string> = {
  products: (random) =>
    csvOf(
      'SKU,Title,Vendor,Variant Price,Last Updated',
      some(random, skus).map((sku) => [
        sku,
        drawOne(random, ['Mug', 'Cup', '']),
        drawOne(random, ['Clay', '']),
        drawOne(random, ['8.50', '9.00', '']),
        drawOne(random, [day(random), '']),
      ]),
    ),
  inventory: (random) =>
    csvOf(
      'SKU,Location,Location name,Available,Counted at',
      some(random, skus).map((sku) => [
        sku,
        ...drawOne(random, [
          ['1', 'London'],
          ['1', 'City'],
          ['2', 'Leeds'],
          ['', ''],
        ]),
        `${drawInt(random, 0, 9)}`,
        drawOne(random, [day(random), '']),
      ]),
    ),
  sales: (random) =>
    csvOf(
      'Date,Store,SKU,Units sold,Revenue',
      some(random, skus).flatMap((sku) =>
        some(random, ['1', '']).map((store) => [
          day(random),
          store,
          sku,
          `${drawInt(random, -1, 9)}`,
          '2.50',
        ]),
      ),
    ),
  heads: (random) =>
    csvOf(
      'Order No,Date,Email,Order total',
      some(random, orderIds).map((orderId) => [
        orderId,
        '2026-03-02 10:00',
        orderId === '1003' ? '' : `${orderId === '1001' ? 'ada' : 'grace'}@shop.example`,
        '20.50',
      ]),
    ),
  lines: (random) =>
    csvOf(
      'Order No,SKU,Qty,Price',
      some(random, orderIds).flatMap((orderId) =>
        some(random, skus).map((sku) => [orderId, sku, `${drawInt(random, 1, 2)}`, '2.50']),
      ),
    ),
}

function some<Value>(random: RandomSource, values: readonly Value[]): Value[] {
  return shuffled(random, values).slice(0, drawInt(random, 1, values.length))
}

/** What the platform shows of the catalogue and of orders, and which lines wait. */
function pictureOf(world: ImportKindsWorld) {
  const table = (name: string, order: string) =>
    world.platform.database.all(`select * from ${name} order by ${order}`)
  return {
    products: table('product', 'product_id'),
    variants: table('product_variant', 'variant_id'),
    stores: table('store', 'store_id'),
    stock: table('inventory', 'stock_item_id, store_id'),
    stockDays: table('stock_day', 'stock_item_id, store_id, day'),
    // Without the marks, which are drawn by chance.
    sales: world.platform.database.all(
      `select day, store_id, channel, part, reported_at, lines from reported_sales order by day, store_id, channel, part`,
    ),
    ...ordersPicture(world.platform),
    waiting: world.waiting(),
  }
}

/** The world in which only these files were ever sent. */
async function worldOf(files: readonly SentFile[], logShardCount: number): Promise<ImportKindsWorld> {
  const world = new ImportKindsWorld(logShardCount)
  for (const { importId, csv, atMs } of files) await world.load(importId, csv, atMs)
  return world
}

describe('the undo of files of products, stock, sales and lines of orders', () => {
  it(`leaves what there would be had they never been sent (${historyCount} seeds from ${firstSeed})`, async () => {
    let undoCount = 0
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const faultRate = drawOne(random, [0, 0.05])
      const weakened: Weakening = (ports) => faultyPorts(ports, random, () => faultRate)
      const files = Object.entries(kinds).flatMap(([kind, draw]) =>
        Array.from({ length: 2 }, () => ({ csv: draw(random), isOfHeads: kind === 'heads' })),
      )
      const logShardCount = drawInt(random, 1, 3)
      const world = new ImportKindsWorld(logShardCount)
      const standing: SentFile[] = []
      for (let step = drawInt(random, 4, 12); step > 0; step -= 1) {
        const undoable = standing.filter(({ isOfHeads }) => !isOfHeads)
        if (random() < 0.6 || undoable.length === 0) {
          const importId = `imp_${String(99 - step)}`
          const file = { importId, ...drawOne(random, files), atMs: testTimeMs - step * 1_000 }
          await world.load(importId, file.csv, file.atMs, weakened)
          standing.push(file)
          continue
        }
        undoCount += 1
        const file = drawOne(random, undoable)
        await world.undo(file.importId, weakened, () => (random() < 0.2 ? 2 : 1))
        standing.splice(standing.indexOf(file), 1)
      }
      const expected = await worldOf(standing, logShardCount)
      expect(pictureOf(world), `seed ${seed}`).toEqual(pictureOf(expected))
      world.platform.close()
      expected.platform.close()
    }
    expect(undoCount).toBeGreaterThan(historyCount)
  }, 300_000)

  it.each([
    ['before', ['imp_1', 'imp_2']],
    ['after', ['imp_2', 'imp_1']],
  ])('leaves lines that came %s the orders to which they belong when these go', async (_, order) => {
    const orderKey = 'csv/files:1001'
    const heads = 'Order No,Date,Email,Order total\n1001,2026-03-02 10:00,ada@shop.example,20.50'
    const files = new Map([
      ['imp_1', 'Order No,SKU,Qty,Price\n1001,MUG,2,8.50'],
      ['imp_2', heads],
    ])
    const world = new ImportKindsWorld(1)
    for (const importId of order) await world.load(importId, files.get(importId) ?? '', testTimeMs)
    const amounts = () =>
      world.platform.database.all('select order_key, amount_minor from customer_order').map(Object.values)
    expect(amounts()).toEqual([[orderKey, 2_050]])
    await world.undo('imp_2')
    expect(amounts()).toEqual([[orderKey, 1_700]])
    await world.load('imp_3', heads, testTimeMs)
    expect(amounts()).toEqual([[orderKey, 2_050]])
    await world.undo('imp_3')
    await world.undo('imp_1')
    expect(amounts()).toEqual([])
    world.platform.close()
  })

  it('goes on wherever a call fails', async () => {
    const sent = (number: number, csv: string): SentFile => {
      return { importId: `imp_${number}`, csv, atMs: testTimeMs + number * 1_000, isOfHeads: false }
    }
    const heads = sent(1, 'Order No,Date,Email,Order total\n1001,2026-03-02 10:00,ada@shop.example,20.50')
    const before = [
      heads,
      sent(2, 'SKU,Title,Vendor,Variant Price\nMUG,Mug,Clay,8.50\nTRAY,Tray,,24.00'),
      sent(3, 'SKU,Location,Location name,Available\nMUG,1,London,5'),
      sent(4, 'Order No,SKU,Qty,Price\n1001,MUG,2,8.50'),
      sent(8, 'Date,SKU,Units sold\n2026-03-01,MUG,2\n2026-03-01,TRAY,1\n2026-03-02,MUG,3'),
    ]
    const wrong = [
      sent(5, 'SKU,Title,Vendor,Variant Price\nMUG,,Wrong,1.00\nVASE,Vase,,30.00'),
      sent(6, 'SKU,Location,Location name,Available\nMUG,1,Paris,0\nMUG,2,Leeds,4'),
      sent(7, 'Order No,SKU,Qty,Price\n1001,TRAY,1,24.00\n1002,MUG,1,8.50'),
      sent(9, 'Date,SKU,Units sold\n2026-03-01,MUG,7\n2026-03-01,VASE,1\n2026-03-03,MUG,3'),
    ]
    const untouched = await worldOf(before, 1)
    const expected = pictureOf(untouched)
    untouched.platform.close()
    for (const file of wrong) {
      let callCount = Number.POSITIVE_INFINITY
      for (let broken = 0; broken < callCount; broken += 1) {
        const world = await worldOf([...before, file], 1)
        if (broken === 0) expect(pictureOf(world)).not.toEqual(expected)
        // Before it did anything, and after, in turns.
        const calls = new FailingCall(broken, broken % 2 === 1)
        await world.undo(file.importId, calls.weakened)
        callCount = calls.callCount
        expect(pictureOf(world), `${file.importId}, call ${broken}`).toEqual(expected)
        world.platform.close()
      }
      expect(callCount).toBeGreaterThan(10)
    }
  }, 120_000)
})

/** One call, by its number, fails: before it did anything, or after. */
class FailingCall {
  callCount = 0
  readonly #at: number
  readonly #isAfter: boolean

  constructor(at: number, isAfter: boolean) {
    this.#at = at
    this.#isAfter = isAfter
  }

  readonly weakened: Weakening = (ports) =>
    new Proxy(ports, {
      get: (target, name, receiver) => {
        const call: unknown = Reflect.get(target, name, receiver)
        if (typeof call !== 'function') return call
        return async (...values: unknown[]) => {
          const isBroken = this.callCount === this.#at
          this.callCount += 1
          if (isBroken && !this.#isAfter) throw new Error(`${String(name)} was not reached`)
          const reply: unknown = await call.apply(target, values)
          if (isBroken) throw new Error(`the reply of ${String(name)} was lost`)
          return reply
        }
      },
    })
}
