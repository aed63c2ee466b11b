import { expect, it } from 'vitest'
import { itemSetsOfOrders, popularityOf } from '#shared/predictions/recommendations/placed-order.ts'
import { repeatRates } from '#shared/predictions/recommendations/repeat-rates.ts'

const nowMs = Date.UTC(2024, 5, 1)
const dayMs = 86_400_000

it('counts a sale half after 30 days, and not at all what a wrong clock put into the future', () => {
  const sets = itemSetsOfOrders(
    [
      { customerId: null, placedAt: nowMs, items: [0, 1] },
      { customerId: null, placedAt: nowMs - 30 * dayMs, items: [1, 1] },
      { customerId: null, placedAt: nowMs - 60 * dayMs, items: [1] },
      { customerId: null, placedAt: nowMs + 1, items: [2] },
    ],
    3,
    nowMs,
  )
  expect(popularityOf(sets, nowMs)).toEqual(Float32Array.of(1, 1.75, 0))
})

it('draws the share of buyers who bought again towards that of all products', () => {
  const order = (customerId: string | null, ...items: number[]) => ({ customerId, placedAt: nowMs, items })
  const orders = [
    ...['a', 'b', 'c', 'd'].flatMap((customer) => [order(customer, 0, 1, 1), order(customer, 0)]),
    order(null, 1),
    order(null, 1),
  ]
  // Four of eight buyers bought again: all of those of product 0, none of those of product 1.
  const rates = repeatRates(orders, 3)
  expect(rates[0]).toBeCloseTo((4 + 10 * 0.5) / 14, 6)
  expect(rates[1]).toBeCloseTo((10 * 0.5) / 14, 6)
  expect(rates[2]).toBeCloseTo(0.5, 6)
  expect(repeatRates([], 1)).toEqual(Float32Array.of(0))
})
