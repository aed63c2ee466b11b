import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { anomalies } from '#shared/predictions/anomalies/anomalies.ts'
import { newPurchase, randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const shop = randomShop(300, 31)
const { result } = train(anomalies, collectRows(anomalies, shop, shopContext), shopContext)
if (!result.ok) throw new Error(result.failure.message)
const trained = result.value

describe('anomalies', () => {
  const predictor = anomalies.predictor(JSON.parse(JSON.stringify(trained.artifact)), shopContext)
  const ask = (purchases: ReturnType<typeof newPurchase>[]) =>
    predictor.predict({ customerId: 'c', purchases, activity: '' }).rows[0]
  const weekly = Array.from({ length: 12 }, (_, index) =>
    newPurchase({ placedAt: shopContext.asOfMs - (80 - 7 * index) * dayMs, orderKey: `web/shop:w${index}` }),
  )

  it('find somebody whose orders are a thousand times as large as anybody else’s, and hardly anybody of the shop', () => {
    const wholesale = weekly.map((purchase) => ({ ...purchase, amountTenantMinor: 10_000_000 }))
    expect(ask(wholesale)).toMatchObject({ label: 'unusual', value: expect.closeTo(1, 1) })
    expect(ask(wholesale)?.factors.map(({ text }) => text)).toContain('far larger orders')
    expect(trained.metrics.unusualRate).toBeLessThan(0.02)
  })

  it('tell what is unlike the customer’s own rhythm', () => {
    const last = newPurchase({ placedAt: shopContext.asOfMs - dayMs, amountMinor: 3_000 })
    expect(ask([...weekly.slice(0, -1), last])?.factors[0]?.text).toBe('Spent 200 % more than usual')
    expect(
      ask(weekly)
        ?.factors.map(({ text }) => text)
        .join(),
    ).not.toContain('than usual')
  })

  it('are not looked for among few customers', () => {
    const { result: none } = train(
      anomalies,
      collectRows(anomalies, randomShop(50, 1), shopContext),
      shopContext,
    )
    expect(none).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('more are needed') },
    })
  })
})
