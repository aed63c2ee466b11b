import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import { readRecommendations } from '#shared/predictions/recommendations/recommendation-bytes.ts'
import { recommendations } from '#shared/predictions/recommendations/recommendations.ts'
import type { LearningExample } from '#shared/predictions/trainable.ts'
import { newPurchase, shopContext } from '#tests/support/random-shop.ts'
import { collectRows } from '#tests/support/train.ts'

/** Orders of a lamp and its own bulb, one of ten kinds, and something at random. */
function lampShop(customerCount: number, seed: number): LearningExample[] {
  const random = seededRandom(seed)
  return Array.from({ length: customerCount }, (_, number) => {
    const kind = Math.floor(10 * random())
    const placedAt = shopContext.asOfMs - Math.round(300 * random() * dayMs)
    const line = (productId: string) => ({
      productId,
      name: `The ${productId}`,
      category: 'Light',
      quantity: 1,
      amountMinor: 100,
    })
    const lines = [line(`lamp-${kind}`), line(`bulb-${kind}`), line(`thing-${Math.floor(15 * random())}`)]
    return {
      customerId: `cus_${number}`,
      activity: '',
      purchases: [{ ...newPurchase({ placedAt, orderKey: `web/shop:${number}` }), lines }],
    }
  })
}

function learned(examples: readonly LearningExample[], isCut = false) {
  const rows = collectRows(recommendations, examples, shopContext)
  const texts = new Map(examples.flatMap((example) => [...(recommendations.textsOf?.(example) ?? [])]))
  let run = recommendations.train(rows, shopContext, null, null, texts)
  while (!run.advance()) {
    if (isCut)
      run = recommendations.train(rows, shopContext, JSON.parse(JSON.stringify(run.save())), null, texts)
  }
  return { rows, result: run.result() }
}

const { rows, result } = learned(lampShop(400, 3))
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('recommendations', () => {
  it('find what was taken out of an order better than what sells most, and are measured again the same', () => {
    expect(trained.metrics.hitRateAt10).toBeGreaterThan((trained.baselineMetrics.hitRateAt10 ?? 1) + 0.1)
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(trained.metrics).toMatchObject(recommendations.evaluate(stored, rows, shopContext) ?? { none: 0 })
  })

  it('are the same when every step goes on from what the last one saved', () => {
    const { result: cut } = learned(lampShop(400, 3), true)
    if (!cut.ok) throw new Error(cut.failure.message)
    const { bytes, ...rest } = cut.value
    const { bytes: whole, ...others } = trained
    expect(rest).toEqual(others)
    const same = Buffer.from(bytes ?? new ArrayBuffer(0)).equals(Buffer.from(whole ?? new ArrayBuffer(1)))
    expect(same).toBe(true)
  })

  it('offer the bulb with its lamp, by name', () => {
    const model = readRecommendations(trained.bytes ?? new ArrayBuffer(0))
    const products = model.products.map((product) => ({
      name: product?.name ?? '',
      category: product?.category ?? null,
      brand: null,
      priceMinor: null,
      isInStock: true,
      isDeleted: false,
    }))
    const [first] = recommender(
      model.models,
      products,
    )({
      signals: {
        purchases: [],
        visit: [],
        basket: [model.numberOf('lamp-4') ?? -1],
        objectsToProfiling: true,
      },
      nowMs: shopContext.asOfMs,
      count: 3,
      category: null,
      alike: [],
    })
    expect(model.products[first?.product ?? -1]).toMatchObject({
      productId: 'bulb-4',
      name: 'The bulb-4',
      category: 'Light',
    })
    expect(first?.reason).toBe('bought together with The lamp-4')
    expect(model.numberOf('never sold')).toBeUndefined()
  })

  it('are held against an earlier version that knows fewer products', () => {
    const { result: earlier } = learned(lampShop(200, 5).slice(0, 120))
    if (!earlier.ok) throw new Error(earlier.failure.message)
    const measured = recommendations.evaluate(earlier.value.artifact, rows, shopContext)
    expect(measured?.trialCount).toBe(trained.metrics.trialCount)
    expect(measured?.hitRateAt10).toBeGreaterThan(0)
  })

  it('are learned from a shop that took all of its orders in a day, most of them from one till', () => {
    const [first] = lampShop(1, 9)
    const many = lampShop(4_000, 9)
      .map(({ purchases }) => purchases[0])
      .filter((order) => order !== undefined)
    const placedAt = shopContext.asOfMs - dayMs
    const till = {
      customerId: 'cus_till',
      activity: '',
      purchases: many.map((order, place) => ({ ...order, orderKey: `till:${place}`, placedAt })),
    }
    const { result: ofDay } = learned(first === undefined ? [till] : [till, first])
    expect(ofDay.ok && ofDay.value.rowCount).toBe(4_001)
    expect(ofDay.ok && ofDay.value.metrics.hitRateAt10).toBeGreaterThan(0.8)
  })

  it('learn from visits what is looked at next, and place a product that nobody bought by its category', () => {
    const examples = lampShop(300, 11).map((example, number) => ({
      ...example,
      views: ['lamp', 'thing', 'bulb', 'lamp', 'thing'].map((kind, step) => ({
        productId: `${kind}-${(number + (step > 2 ? 1 : 0)) % 10}`,
        at: shopContext.asOfMs - dayMs - number * 60_000 + step * 30_000,
      })),
    }))
    const newcomer = {
      productId: 'new-lamp',
      name: 'New lamp',
      category: 'Light',
      brand: null,
      priceMinor: 900,
    }
    const texts = new Map([
      ...examples.flatMap((example) => [...(recommendations.textsOf?.(example) ?? [])]),
      recommendations.catalogueText?.(newcomer) ?? [0, ''],
    ])
    const run = recommendations.train(
      collectRows(recommendations, examples, shopContext),
      shopContext,
      null,
      null,
      texts,
    )
    while (!run.advance());
    const visited = run.result()
    if (!visited.ok) throw new Error(visited.failure.message)
    expect(visited.value.metrics.visitHitRateAt20).toBeGreaterThan(0.8)
    expect(visited.value.parameters).toMatchObject({
      visitCount: 300,
      soldProductCount: 35,
      productCount: 36,
    })
    const model = readRecommendations(visited.value.bytes ?? new ArrayBuffer(0))
    expect(model.models.sessions?.memory.sessionCount).toBe(300)
    const number = model.numberOf('new-lamp') ?? -1
    expect(model.products[number]).toEqual(newcomer)
    const { dimensions, values } = model.vectors
    const length = Math.hypot(...values.subarray(number * dimensions, (number + 1) * dimensions))
    expect(length).toBeCloseTo(1, 5)
  })

  it('are not learned from orders of one product, and it says so', () => {
    const single = lampShop(300, 7).map((example) => ({
      ...example,
      purchases: example.purchases.map((purchase) => ({ ...purchase, lines: purchase.lines.slice(0, 1) })),
    }))
    expect(learned(single).result).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('two products and more. There are 0') },
    })
  })
})
