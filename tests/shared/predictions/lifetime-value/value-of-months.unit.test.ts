import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { lifetimeValue } from '#shared/predictions/lifetime-value/lifetime-value.ts'
import { valueOfMonths } from '#shared/predictions/lifetime-value/value-of-months.ts'
import { newPurchase, randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

const { result } = train(
  lifetimeValue,
  collectRows(lifetimeValue, randomShop(300, 11), shopContext),
  shopContext,
)
if (!result.ok) throw new Error(result.failure.message)
const artifact = JSON.parse(JSON.stringify(result.value.artifact))

const customer = (amountMinor: number, everyDays: number) => ({
  customerId: 'c',
  activity: '',
  purchases: Array.from({ length: 12 }, (_, index) =>
    newPurchase({ placedAt: shopContext.asOfMs - (5 + everyDays * (11 - index)) * dayMs, amountMinor }),
  ),
})
function ask(example: ReturnType<typeof customer>, months: number, monthlyDiscountRate = 0) {
  const found = valueOfMonths(artifact, example, shopContext, { months, monthlyDiscountRate })
  if ('missing' in found) throw new Error(found.missing)
  return found
}

describe('the value of the next months', () => {
  it('grows with them, less and less, and with what the customer spends and how often', () => {
    const [year, two, three] = [12, 24, 36].map((months) => ask(customer(2_000, 14), months).valueMinor)
    expect(two).toBeGreaterThan(year ?? 0)
    expect((three ?? 0) - (two ?? 0)).toBeLessThan((two ?? 0) - (year ?? 0))
    expect(ask(customer(8_000, 14), 12).valueMinor).toBeGreaterThan(2 * (year ?? 0))
    expect(ask(customer(2_000, 50), 12).expectedOrderDays).toBeLessThan(
      ask(customer(2_000, 14), 12).expectedOrderDays,
    )
    // Somebody who buys every fortnight and has not stopped buys about 26 times a year at most.
    expect(ask(customer(2_000, 14), 12).expectedOrderDays).toBeGreaterThan(8)
    expect(ask(customer(2_000, 14), 12).expectedOrderDays).toBeLessThan(30)
    expect(ask(customer(2_000, 14), 12).orderDayValueMinor / 2_000).toBeCloseTo(1, 0)
  })

  it('is worth less the more is discounted, and nothing less when nothing is', () => {
    const at = (rate: number) => ask(customer(2_000, 14), 12, rate)
    expect(at(0).discountedMinor).toBe(at(0).valueMinor)
    expect(at(0.01).discountedMinor).toBeLessThan(at(0).discountedMinor)
    expect(at(0.01).discountedMinor).toBeGreaterThan(at(0).discountedMinor / 1.01 ** 12)
    expect(at(0.05).valueMinor).toBe(at(0).valueMinor)
  })

  it('is not told of who has bought nothing, without a model, or by one that knows no values', () => {
    const ahead = { months: 12, monthlyDiscountRate: 0.01 }
    const of = (model: typeof artifact | null, purchases = customer(1, 14).purchases) =>
      valueOfMonths(model, { customerId: 'c', activity: '', purchases }, shopContext, ahead)
    expect(of(artifact, [])).toEqual({ missing: 'It takes a first purchase' })
    expect(of(null)).toMatchObject({ missing: expect.stringContaining('no model') })
    const older = structuredClone(artifact)
    delete older.serving.dayValues
    expect(of(older)).toMatchObject({ missing: expect.stringContaining('too few customers') })
  })
})
