import { dayMs } from '../../kernel/time.ts'
import type { FeatureFacts } from '../feature-facts.ts'
import { mean, median, movingAverage, newestWeight, standardDeviation, sum } from '../series.ts'
import { type Feature, inGroup, windowsDays } from './feature.ts'

const amounts = 'amounts of the orders whose amount in the currency of the shop is known'

export const valueFeatures: readonly Feature[] = inGroup('value', [
  {
    name: 'revenueMinor',
    unit: 'minor-units',
    meaning: 'What the customer paid in all, less refunds.',
    formula: `sum of the ${amounts}`,
    compute: ({ orderValuesMinor }) => sum(orderValuesMinor),
  },
  ...windowsDays.map((days) => ({
    name: `revenue${days}DaysMinor`,
    unit: 'minor-units' as const,
    meaning: `What was paid for orders of the last ${days} days, less refunds.`,
    formula: `sum of the amounts of orders with placedAt > moment - ${days} days`,
    compute: (facts: FeatureFacts) => revenueWithin(facts, days),
  })),
  statistic('orderValueMeanMinor', 'What an order comes to on average.', 'mean', mean),
  statistic('orderValueMedianMinor', 'What an order in the middle comes to.', 'median', median),
  statistic(
    'orderValueSdMinor',
    'How much orders differ in amount; needs two.',
    'standard deviation (n - 1)',
    standardDeviation,
  ),
  statistic('orderValueLeastMinor', 'The smallest order.', 'least', (values) =>
    values.length === 0 ? null : values.reduce((least, value) => Math.min(least, value)),
  ),
  statistic('orderValueMostMinor', 'The largest order.', 'largest', (values) =>
    values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value)),
  ),
  statistic('orderValueLatestMinor', 'The latest order.', 'latest', (values) => values.at(-1) ?? null),
  statistic(
    'orderValueEwmaMinor',
    'What an order comes to lately: newer orders weigh more.',
    `moving average (begins with the first; then ${newestWeight} of each new one and ${1 - newestWeight} of before)`,
    movingAverage,
  ),
  {
    name: 'unitsPerOrder',
    unit: 'ratio',
    meaning: 'Units bought with an order, on average of the orders that name products.',
    formula: 'sum of quantity over lines with quantity > 0 / number of orders with such lines',
    compute: ({ boughtLines, orders }) => perOrder(orders, sum(boughtLines.map(({ quantity }) => quantity))),
  },
  {
    name: 'linesPerOrder',
    unit: 'ratio',
    meaning: 'Lines of an order, on average of the orders that name products.',
    formula: 'number of lines with quantity > 0 / number of orders with such lines',
    compute: ({ boughtLines, orders }) => perOrder(orders, boughtLines.length),
  },
])

function statistic(
  name: string,
  meaning: string,
  what: string,
  figure: (values: readonly number[]) => number | null,
): Omit<Feature, 'group'> {
  return {
    name,
    unit: 'minor-units',
    meaning,
    formula: `${what} of the ${amounts}, earliest first`,
    compute: ({ orderValuesMinor }) => figure(orderValuesMinor),
  }
}

function revenueWithin({ orders, asOfMs }: FeatureFacts, days: number): number {
  const fromMs = asOfMs - days * dayMs
  return sum(
    orders.flatMap(({ placedAt, amountTenantMinor }) => (placedAt > fromMs ? (amountTenantMinor ?? []) : [])),
  )
}

function perOrder(orders: FeatureFacts['orders'], total: number): number | null {
  const withLines = orders.filter(({ lines }) => lines.some(({ quantity }) => quantity > 0)).length
  return withLines === 0 ? null : total / withLines
}
