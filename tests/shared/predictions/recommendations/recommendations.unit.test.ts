import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { recommender } from '#shared/predictions/recommendations/recommend.ts'
import { readRecommendations, recommendations } from '#shared/predictions/recommendations/recommendations.ts'
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
    expect(recommendations.evaluate(stored, rows, shopContext)).toEqual(trained.metrics)
  })

  it('are the same when every step goes on from what the last one saved', () => {
    expect(JSON.stringify(learned(lampShop(400, 3), true).result)).toBe(JSON.stringify(result))
  })

  it('offer the bulb with its lamp, by name', () => {
    const model = readRecommendations(JSON.parse(JSON.stringify(trained.artifact)))
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
    expect(model.products[first?.product ?? -1]).toEqual({
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
