import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { lifetimeValue } from '#shared/predictions/lifetime-value/lifetime-value.ts'
import { newPurchase, randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const rows = collectRows(lifetimeValue, randomShop(400, 11), shopContext)
const { result } = train(lifetimeValue, rows, shopContext)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('lifetime value', () => {
  it('orders customers by what they go on to spend better than their past rate, and its sum is about right', () => {
    expect(trained.metrics.spearman).toBeGreaterThan((trained.baselineMetrics.spearman ?? 1) + 0.02)
    expect(trained.metrics.maeMinor).toBeLessThan(trained.baselineMetrics.maeMinor ?? 0)
    expect(trained.metrics.totalRatio).toBeGreaterThan(0.75)
    expect(trained.metrics.totalRatio).toBeLessThan(1.35)
  })

  it('is the same model when every step goes on from what the last one saved, and is measured again the same', () => {
    const cut = train(lifetimeValue, rows, shopContext, true)
    expect(JSON.stringify(cut.result)).toBe(JSON.stringify(result))
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(lifetimeValue.evaluate(stored, rows, shopContext)).toEqual(trained.metrics)
  })

  it('has eight in ten customers it was not learned from within its range', () => {
    const later = { ...shopContext, asOfMs: shopContext.asOfMs - 90 * dayMs }
    const predictor = lifetimeValue.predictor(trained.artifact, later)
    let [within, all] = [0, 0]
    for (const example of randomShop(400, 12)) {
      const [row] = predictor.predict(example).rows
      if (row === undefined || row.lower === null || row.upper === null) continue
      const spent = example.purchases
        .filter(({ placedAt }) => placedAt >= later.asOfMs)
        .reduce((sum, { amountTenantMinor }) => sum + (amountTenantMinor ?? 0), 0)
      all += 1
      if (spent >= row.lower && spent <= row.upper) within += 1
    }
    expect(all).toBeGreaterThan(250)
    expect(within / all).toBeGreaterThan(0.72)
    expect(within / all).toBeLessThan(0.93)
  })

  it('expects more of who buys more, in minor units with reasons, and nothing of who has bought nothing', () => {
    const predictor = lifetimeValue.predictor(JSON.parse(JSON.stringify(trained.artifact)), shopContext)
    const ask = (amountMinor: number) =>
      predictor.predict({
        customerId: 'c',
        activity: '',
        purchases: Array.from({ length: 12 }, (_, index) =>
          newPurchase({ placedAt: shopContext.asOfMs - (5 + 14 * (11 - index)) * dayMs, amountMinor }),
        ),
      }).rows[0]
    expect(ask(8_000)?.value).toBeGreaterThan(2 * (ask(1_500)?.value ?? Number.POSITIVE_INFINITY))
    expect(ask(8_000)?.factors.length).toBeGreaterThan(2)
    expect(Number.isInteger(ask(8_000)?.value)).toBe(true)
    expect(predictor.predict({ customerId: 'c', purchases: [], activity: '' }).rows).toEqual([])
  })

  it('is not learned from orders whose amount nobody knows, and it says so', () => {
    const unknown = randomShop(300, 13).map((example) => ({
      ...example,
      purchases: example.purchases.map((purchase) => ({ ...purchase, amountTenantMinor: null })),
    }))
    const { result: none } = train(
      lifetimeValue,
      collectRows(lifetimeValue, unknown, shopContext),
      shopContext,
    )
    expect(none).toMatchObject({ ok: false, failure: { message: expect.stringContaining('known amount') } })
  })
})
