import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { figureNames } from '#shared/predictions/repurchase/repurchase-figures.ts'
import { readRepurchaseRows, repurchaseRows, stateAt } from '#shared/predictions/repurchase/repurchase-row.ts'
import { repurchaseCuts } from '#shared/predictions/repurchase/repurchase-window.ts'
import { newPurchase, shopContext } from '#tests/support/random-shop.ts'

const { asOfMs } = shopContext
const daysAgo = (days: number) => asOfMs - days * dayMs

function rowsOf(...purchases: ReturnType<typeof newPurchase>[]) {
  const rows = repurchaseRows({ customerId: 'cus_1', purchases, activity: '' }, shopContext)
  const numbers = new Float64Array(rows.flatMap((row) => [...row]))
  return readRepurchaseRows(numbers)
}

describe('repurchaseRows', () => {
  it('looks back from each moment at which there was a purchase, and 90 days ahead', () => {
    const rows = rowsOf(
      newPurchase({ placedAt: daysAgo(400), productId: 'mug' }),
      newPurchase({ placedAt: daysAgo(200), amountMinor: 700, productId: 'cup' }),
      newPurchase({ placedAt: daysAgo(100), amountMinor: 900 }),
      newPurchase({ placedAt: daysAgo(95), amountMinor: 50 }),
    )
    // Moments: 90, 180, 210 and 240 days ago.
    expect(rows.map(({ cut, cameBack, spendMinor }) => [cut, cameBack, spendMinor])).toEqual([
      [0, false, 0],
      [1, true, 950],
      [2, true, 700],
      [3, true, 700],
    ])
    expect(rows.map(({ frequency, recencyDays, ageDays }) => [frequency, recencyDays, ageDays])).toEqual([
      [3, 305, 310],
      [1, 200, 220],
      [0, 0, 190],
      [0, 0, 160],
    ])
    expect(rows[1]?.figures[figureNames.indexOf('recencyDays')]).toBe(20)
    expect(rows[2]?.figures[figureNames.indexOf('gapMeanDays')]).toBeNaN()
    expect(rows.map(({ products }) => products.length)).toEqual([2, 2, 1, 1])
  })

  it('has no outcome of a learned row within the held-out days', () => {
    const [heldOut = 0, ...learned] = repurchaseCuts(asOfMs)
    expect(heldOut + 90 * dayMs).toBe(asOfMs)
    for (const cut of learned) expect(cut + 90 * dayMs).toBeLessThanOrEqual(heldOut)
  })

  it('sees no purchase in a cancellation, a return, or an order of the future', () => {
    const placedAt = daysAgo(300)
    expect(rowsOf({ ...newPurchase({ placedAt }), isCancelled: true })).toEqual([])
    expect(rowsOf(newPurchase({ placedAt, amountMinor: -500, quantity: -1 }))).toEqual([])
    expect(rowsOf(newPurchase({ placedAt: asOfMs + dayMs }))).toEqual([])
    const [row] = rowsOf(
      newPurchase({ placedAt }),
      newPurchase({ placedAt: daysAgo(60), amountMinor: -500, quantity: -1 }),
    )
    expect(row).toMatchObject({ cameBack: false, spendMinor: 0 })
  })

  it('leaves out moments with less than 90 days of sales behind them, but for the two that are always wanted', () => {
    expect(rowsOf(newPurchase({ placedAt: daysAgo(250) })).map(({ cut }) => cut)).toEqual([0, 1])
  })

  it('numbers customers, whichever moments they have rows of', () => {
    const of = (days: number) =>
      repurchaseRows(
        { customerId: 'c', purchases: [newPurchase({ placedAt: daysAgo(days) })], activity: '' },
        shopContext,
      )
    const rows = readRepurchaseRows(
      new Float64Array([100, 500, 185, 100].flatMap((days) => of(days).flatMap((row) => [...row]))),
    )
    expect(rows.map(({ customer, cut }) => [customer, cut])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 0],
      [2, 1],
      [3, 0],
    ])
  })
})

it('says nothing of somebody who has bought nothing yet', () => {
  expect(stateAt({ customerId: 'c', purchases: [], activity: '' }, shopContext, asOfMs)).toBeNull()
})
