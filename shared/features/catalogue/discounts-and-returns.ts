import type { Purchase } from '../purchase.ts'
import { mean, ratio, sum } from '../series.ts'
import { type Feature, inGroup } from './feature.ts'

export const discountAndReturnFeatures: readonly Feature[] = inGroup('discounts-and-returns', [
  {
    name: 'discountedOrderRate',
    unit: 'rate',
    meaning: 'Share of the orders with a discount, of those of which it was told.',
    formula: 'orders with discountMinor > 0 / orders with a known discountMinor',
    compute: ({ orders }) => {
      const told = orders.filter(({ discountMinor }) => discountMinor !== null)
      return ratio(told.filter(({ discountMinor }) => (discountMinor ?? 0) > 0).length, told.length)
    },
  },
  {
    name: 'discountMeanRate',
    unit: 'rate',
    meaning: 'How much is taken off an order, on average, of the price before.',
    formula:
      'mean of discountMinor / (grossMinor + discountMinor) over orders where both are known and not negative',
    compute: ({ orders }) => mean(orders.flatMap((order) => discountRate(order) ?? [])),
  },
  {
    name: 'refundedOrderRate',
    unit: 'rate',
    meaning: 'Share of the orders of which something was given back.',
    formula: 'orders with refundedMinor > 0 / orderCount',
    compute: ({ orders }) =>
      ratio(orders.filter(({ refundedMinor }) => refundedMinor > 0).length, orders.length),
  },
  {
    name: 'refundMeanRate',
    unit: 'rate',
    meaning: 'How much of an order is given back, on average.',
    formula: 'mean of refundedMinor / grossMinor, 0 to 1, over orders with grossMinor > 0',
    compute: ({ orders }) =>
      mean(
        orders.flatMap(({ refundedMinor, grossMinor }) =>
          grossMinor > 0 ? Math.min(1, Math.max(0, refundedMinor / grossMinor)) : [],
        ),
      ),
  },
  {
    name: 'returnedUnitRatio',
    unit: 'ratio',
    meaning: 'Units given back at the till for each unit bought.',
    formula: '- sum of quantity over lines with quantity < 0 / sum of quantity over lines with quantity > 0',
    compute: ({ orders, boughtLines }) => {
      const back = orders.flatMap(({ lines }) => lines.map(({ quantity }) => Math.max(0, -quantity)))
      return ratio(sum(back), sum(boughtLines.map(({ quantity }) => quantity)))
    },
  },
  {
    name: 'cancellationCount',
    unit: 'count',
    meaning: 'Orders that were cancelled, and documents that take a sale back.',
    formula: 'number of cancelled orders and cancellations',
    compute: ({ cancellationCount }) => cancellationCount,
  },
  {
    name: 'cancellationRate',
    unit: 'rate',
    meaning: 'Share of these among all orders and cancellations.',
    formula: 'cancellationCount / (orderCount + cancellationCount)',
    compute: ({ cancellationCount, orders }) => ratio(cancellationCount, cancellationCount + orders.length),
  },
])

function discountRate({ discountMinor, grossMinor }: Purchase): number | null {
  return discountMinor === null || discountMinor < 0 || grossMinor < 0
    ? null
    : ratio(discountMinor, grossMinor + discountMinor)
}
