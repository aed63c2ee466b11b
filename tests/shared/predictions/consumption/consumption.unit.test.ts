import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { consumption } from '#shared/predictions/consumption/consumption.ts'
import { newPurchase, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const { asOfMs } = shopContext

/** Customers who buy one thing about every so many days, some longer, some shorter. */
function regulars(count: number, seed: number) {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, number) => {
    const everyDays = 4 + 30 * random()
    const purchases = []
    for (let ago = 90 * random() + 20; ago > 0; ago -= everyDays * (0.6 + 0.8 * random())) {
      purchases.push(
        newPurchase({
          placedAt: Math.round(asOfMs - ago * dayMs),
          productId: 'milk',
          orderKey: `web/shop:${number}-${ago}`,
        }),
      )
    }
    return { customerId: `cus_${number}`, purchases, activity: '' }
  })
}

const rows = collectRows(consumption, regulars(300, 1), shopContext)
const { result } = train(consumption, rows, shopContext)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('consumption', () => {
  it('tells days and intervals that come truer than those of the own gaps, and is measured again the same', () => {
    expect(trained.metrics.intervalLossDays).toBeLessThan(trained.baselineMetrics.intervalLossDays ?? 0)
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(consumption.evaluate(stored, rows, shopContext)).toEqual(trained.metrics)
    expect(JSON.stringify(train(consumption, rows, shopContext, true).result)).toBe(JSON.stringify(result))
  })

  it('expects who buys milk every five days in five days, with reasons', () => {
    const predictor = consumption.predictor(trained.artifact, shopContext)
    const purchases = Array.from({ length: 8 }, (_, index) =>
      newPurchase({
        placedAt: asOfMs - (36 - 5 * index) * dayMs,
        productId: 'milk',
        orderKey: `web/shop:${index}`,
      }),
    )
    const { rows: predicted, missing } = predictor.predict({ customerId: 'c', purchases, activity: '' })
    expect(missing).toBeNull()
    const [row] = predicted
    expect(row).toMatchObject({ kind: 'consumption', subject: 'milk', predictionType: 'pattern-based' })
    const inDays = ((row?.expectedAt ?? 0) - asOfMs) / dayMs
    expect(inDays).toBeGreaterThan(2)
    expect(inDays).toBeLessThan(6)
    expect(row?.expectedFrom).toBeLessThanOrEqual(row?.expectedAt ?? 0)
    expect(row?.expectedTo).toBeGreaterThanOrEqual(row?.expectedAt ?? 0)
    expect(row?.factors.map(({ text }) => text).join()).toMatch(/every 5 days/)
    expect(new Date(row?.expectedAt ?? 0).toISOString()).toMatch(/T23:00:00/)
  })

  it('says what is missing for who has bought too little, and for a shop in which nobody buys again', () => {
    const predictor = consumption.predictor(trained.artifact, shopContext)
    const once = { customerId: 'c', purchases: [newPurchase({ placedAt: asOfMs - dayMs })], activity: '' }
    expect(predictor.predict(once)).toMatchObject({
      rows: [],
      missing: expect.stringContaining('bought on one day'),
    })
    expect(predictor.predict({ ...once, purchases: [] }).missing).toBe('It takes a first purchase')
    const { result: none } = train(consumption, collectRows(consumption, [once], shopContext), shopContext)
    expect(none).toMatchObject({ ok: false, failure: { kind: 'not-enough-data' } })
  })
})
