import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { foretellNextBasket } from '#shared/predictions/next-basket/foretell-next-basket.ts'
import { nextBasket } from '#shared/predictions/next-basket/next-basket.ts'
import { readNextBasketBytes } from '#shared/predictions/next-basket/next-basket-reader.ts'
import type { LearningExample } from '#shared/predictions/trainable.ts'
import { newPurchase, shopContext } from '#tests/support/random-shop.ts'
import { collectRows } from '#tests/support/train.ts'

const { asOfMs, timeZone } = shopContext
const now = { nowMs: asOfMs, timeZone }

/**
 * A grocer's customers: milk with nearly every basket, every seven days or so; flour with every third; something of their
 * own each time; and whoever had a razor last takes blades next.
 */
function grocer(customerCount: number, seed: number): LearningExample[] {
  const random = seededRandom(seed)
  return Array.from({ length: customerCount }, (_, number) => {
    const own = `own-${Math.floor(12 * random())}`
    const count = 4 + Math.floor(8 * random())
    const lastAt = asOfMs - (1 + 5 * random()) * dayMs
    let hadRazor = false
    const purchases = Array.from({ length: count }, (_, place) => {
      const products = [
        ...(random() < 0.9 ? ['milk'] : []),
        ...(place % 3 === number % 3 ? ['flour'] : []),
        ...(hadRazor ? ['blades'] : []),
        ...(random() < 0.5 ? [own] : []),
      ]
      hadRazor = random() < 0.2
      if (hadRazor) products.push('razor')
      if (products.length === 0) products.push('milk')
      const placedAt = Math.floor(lastAt - (count - 1 - place) * (6.5 + random()) * dayMs)
      const lines = products.map((productId) => ({
        productId,
        name: `The ${productId}`,
        category: 'Grocery',
        quantity: 1,
        amountMinor: 100,
      }))
      return { ...newPurchase({ orderKey: `web/shop:${number}-${place}`, placedAt }), lines }
    })
    return { customerId: `cus_${number}`, activity: '', purchases }
  })
}

function learned(examples: readonly LearningExample[], isCut = false) {
  const rows = collectRows(nextBasket, examples, shopContext)
  const texts = new Map(examples.flatMap((example) => [...(nextBasket.textsOf?.(example) ?? [])]))
  let run = nextBasket.train(rows, shopContext, null, null, texts)
  let steps = 1
  while (!run.advance()) {
    steps += 1
    if (isCut) run = nextBasket.train(rows, shopContext, JSON.parse(JSON.stringify(run.save())), null, texts)
  }
  return { rows, steps, result: run.result() }
}

const shop = grocer(400, 3)
const { rows, steps, result } = learned(shop)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value
const model = readNextBasketBytes(trained.bytes ?? new ArrayBuffer(0))

/** Purchases so many days ago, of these products. */
const bought = (...baskets: [daysAgo: number, ...products: string[]][]) =>
  baskets.map(([daysAgo, ...products], place) => ({
    ...newPurchase({ orderKey: `web/shop:x-${place}`, placedAt: asOfMs - daysAgo * dayMs }),
    lines: products.map((productId) => ({
      productId,
      name: null,
      category: null,
      quantity: 1,
      amountMinor: 100,
    })),
  }))

describe('next baskets', () => {
  it('are foretold better than by what was bought most, and measured again the same', () => {
    expect(trained.metrics.recallAt10).toBeGreaterThan((trained.baselineMetrics.recallAt10 ?? 1) + 0.02)
    expect(trained.metrics.customerCount).toBe(80)
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(trained.metrics).toMatchObject(nextBasket.evaluate(stored, rows, shopContext) ?? { none: 0 })
  })

  it('are the same when every step goes on from what the last one saved', () => {
    const again = learned(shop, true)
    expect(again.steps).toBe(3)
    expect(steps).toBe(3)
    if (!again.result.ok) throw new Error(again.result.failure.message)
    const { bytes, ...rest } = again.result.value
    const { bytes: first, ...firstRest } = trained
    expect(rest).toEqual(firstRest)
    expect(Buffer.from(bytes ?? new ArrayBuffer(0)).equals(Buffer.from(first ?? new ArrayBuffer(0)))).toBe(
      true,
    )
  })

  it('are held against an earlier version that knows fewer products and customers', () => {
    const earlier = learned(
      grocer(150, 8).map((example) => ({ ...example, customerId: `old_${example.customerId}` })),
    )
    if (!earlier.result.ok) throw new Error(earlier.result.failure.message)
    const measured = nextBasket.evaluate(earlier.result.value.artifact, rows, shopContext)
    expect(measured?.customerCount).toBe(80)
    expect(measured?.recallAt10).toBeGreaterThan(0.3)
  })

  it('tell what comes next, when, and why', () => {
    const purchases = bought([25, 'milk', 'flour'], [18, 'milk'], [11, 'milk', 'own-3'], [4, 'milk', 'razor'])
    const foretold = foretellNextBasket(model, purchases, now)
    expect(foretold.missing).toBeNull()
    const [first] = foretold.products
    expect(first).toMatchObject({ productId: 'milk', name: 'The milk', category: 'Grocery' })
    expect(first?.why).toMatch(/^bought 4 times, last 4 days ago/)
    const blades = foretold.products.find(({ productId }) => productId === 'blades')
    expect(blades).toMatchObject({ reason: 'taken-by-others' })
    const chances = foretold.products.map(({ chance }) => chance)
    expect(chances).toEqual([...chances].sort((left, right) => right - left))
    expect(chances[0]).toBeGreaterThan(0.5)
    const inDays = (Date.parse(foretold.expectedAt ?? '') - asOfMs) / dayMs
    expect(inDays).toBeGreaterThan(0.5)
    expect(inDays).toBeLessThan(5)
    expect(Date.parse(foretold.interval?.from ?? '')).toBeLessThanOrEqual(
      Date.parse(foretold.expectedAt ?? ''),
    )
    expect(Date.parse(foretold.interval?.to ?? '')).toBeGreaterThanOrEqual(
      Date.parse(foretold.expectedAt ?? ''),
    )
  })

  it('are expected today at the earliest, however long ago the last purchase was', () => {
    const { expectedAt } = foretellNextBasket(model, bought([130, 'milk'], [123, 'milk'], [116, 'milk']), now)
    expect(Math.abs(Date.parse(expectedAt ?? '') - asOfMs)).toBeLessThan(dayMs)
  })

  it('say what is missing of somebody with one basket, none, or nothing that is known', () => {
    for (const [purchases, times] of [
      [bought([3, 'milk']), 'one day'],
      [[], 'no day'],
      [bought([9, 'unheard of'], [3, 'unheard of']), 'no day'],
      [bought([9, 'milk'], [3, 'milk']).map((each) => ({ ...each, isCancelled: true })), 'no day'],
    ] as const) {
      expect(foretellNextBasket(model, purchases, now)).toMatchObject({
        products: [],
        expectedAt: null,
        missing: expect.stringContaining(times),
      })
    }
    // Two baskets are enough for products, and too few for a date.
    const few = foretellNextBasket(model, bought([9, 'milk'], [3, 'milk', 'flour']), now)
    expect(few.products.length).toBeGreaterThan(0)
    expect(few.expectedAt).toBeNull()
  })

  it('are not learned from customers who bought once, and it says so', () => {
    const once = shop.map((example) => ({ ...example, purchases: example.purchases.slice(0, 1) }))
    expect(learned(once).result).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-data', message: expect.stringContaining('on two days') },
    })
  })
})
