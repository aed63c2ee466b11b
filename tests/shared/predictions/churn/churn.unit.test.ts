import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { churn } from '#shared/predictions/churn/churn.ts'
import { newPurchase, randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const shop = randomShop(400, 7)
const rows = collectRows(churn, shop, shopContext)
const copy = rows.slice()
const { result, progress } = train(churn, rows, shopContext)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('churn', () => {
  it('tells who stays away better than recency alone, and at about the rate at which it comes true', () => {
    expect(trained.metrics.rocAuc).toBeGreaterThan((trained.baselineMetrics.rocAuc ?? 1) + 0.02)
    expect(trained.metrics.brier).toBeLessThan(trained.baselineMetrics.brier ?? 0)
    const calibration = trained.curves.find(({ name }) => name === 'calibration')?.points ?? []
    const error = calibration.reduce((sum, { x, y }) => sum + Math.abs(x - y), 0) / calibration.length
    expect(error).toBeLessThan(0.12)
    expect(trained.importances[0]?.share).toBeGreaterThan(0.05)
    expect(trained.importances.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(progress).toEqual([...progress].sort((left, right) => left - right))
    expect(rows).toEqual(copy)
  })

  it('is the same model when every step goes on from what the last one saved', () => {
    const cut = train(churn, rows, shopContext, true)
    expect(JSON.stringify(cut.result)).toBe(JSON.stringify(result))
  })

  it('is measured again as it was when it was trained', () => {
    const stored = JSON.parse(JSON.stringify(trained.artifact))
    expect(churn.evaluate(stored, rows, shopContext)).toEqual(trained.metrics)
  })

  it('sees a high risk in who was away for long, a low one in who just bought, and says why', () => {
    const predictor = churn.predictor(JSON.parse(JSON.stringify(trained.artifact)), shopContext)
    const every = (days: number, from: number, until: number) =>
      Array.from({ length: Math.floor((from - until) / days) + 1 }, (_, index) =>
        newPurchase({ placedAt: shopContext.asOfMs - (from - index * days) * dayMs }),
      )
    const ask = (purchases: ReturnType<typeof newPurchase>[]) =>
      predictor.predict({ customerId: 'cus_x', purchases, activity: '' })
    const gone = ask(every(10, 500, 400))
    const loyal = ask(every(10, 300, 5))
    expect(gone.rows).toMatchObject([{ kind: 'churn', subject: '', label: 'high' }])
    expect(loyal.rows).toMatchObject([{ label: 'low' }])
    expect(gone.rows[0]?.value).toBeGreaterThan(loyal.rows[0]?.value ?? 1)
    expect(gone.rows[0]?.factors.length).toBeGreaterThan(2)
    expect(gone.rows[0]?.factors.map(({ text }) => text).join()).toContain('400 days')
    expect(ask([])).toEqual({ rows: [], missing: 'It takes a first purchase' })
  })

  it.each([
    ['no customers', []],
    ['few customers', randomShop(60, 3)],
    [
      'a shop of eighty days',
      randomShop(300, 4).map((each) => ({
        ...each,
        purchases: each.purchases.filter(({ placedAt }) => placedAt > shopContext.asOfMs - 80 * dayMs),
      })),
    ],
    [
      'customers who all came once, long ago',
      randomShop(300, 5).map((each) => ({
        ...each,
        purchases: [newPurchase({ placedAt: shopContext.asOfMs - 400 * dayMs })],
      })),
    ],
  ])('is not learned from %s, and it says what is missing', (_, examples) => {
    const { result: none } = train(churn, collectRows(churn, examples, shopContext), shopContext)
    expect(none).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-data', message: expect.stringContaining('it takes 100 customers') },
    })
  })

  it('gives numbers for whoever bought strangely: for nothing, 10,000 times in a day, only returns beside one purchase', () => {
    const predictor = churn.predictor(trained.artifact, shopContext)
    const at = shopContext.asOfMs - 20 * dayMs
    const strange = [
      [newPurchase({ placedAt: at, amountMinor: 0 })],
      Array.from({ length: 10_000 }, (_, index) =>
        newPurchase({ placedAt: at + index, orderKey: `web/shop:${index}` }),
      ),
      [
        newPurchase({ placedAt: at }),
        newPurchase({ placedAt: at + dayMs, amountMinor: -90_000, quantity: -9 }),
      ],
    ]
    for (const purchases of strange) {
      const { rows: predicted } = predictor.predict({ customerId: 'c', purchases, activity: '' })
      expect(predicted[0]?.value).toBeGreaterThanOrEqual(0)
      expect(predicted[0]?.value).toBeLessThanOrEqual(1)
    }
  })
})
