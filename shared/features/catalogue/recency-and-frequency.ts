import { countWithin, daysSince } from '../feature-facts.ts'
import { type Feature, inGroup, windowsDays } from './feature.ts'

/** A rate is not told of less than this: one order on the first day is not thirty a month. */
const leastDays = 30

export const recencyFeatures: readonly Feature[] = inGroup('recency', [
  {
    name: 'recencyDays',
    unit: 'days',
    meaning: 'Days since the latest order.',
    formula: 'moment - placedAt of the latest order',
    compute: (facts) => daysSince(facts, facts.orderedAtMs.at(-1)),
  },
  {
    name: 'tenureDays',
    unit: 'days',
    meaning: 'Days since the first order.',
    formula: 'moment - placedAt of the first order',
    compute: (facts) => daysSince(facts, facts.orderedAtMs[0]),
  },
])

export const frequencyFeatures: readonly Feature[] = inGroup('frequency', [
  {
    name: 'orderCount',
    unit: 'count',
    meaning: 'Orders that were not cancelled.',
    formula: 'number of orders',
    compute: ({ orders }) => orders.length,
  },
  ...windowsDays.map((days) => ({
    name: `orderCount${days}Days`,
    unit: 'count' as const,
    meaning: `Orders of the last ${days} days.`,
    formula: `number of orders with placedAt > moment - ${days} days`,
    compute: (facts: Parameters<Feature['compute']>[0]) => countWithin(facts, facts.orderedAtMs, days),
  })),
  {
    name: 'orderDayCount',
    unit: 'count',
    meaning: 'Days on which something was ordered.',
    formula: 'number of distinct days, in the time zone of the shop, of placedAt',
    compute: ({ orderDayCount }) => orderDayCount,
  },
  {
    name: 'ordersPer30Days',
    unit: 'ratio',
    meaning: 'Orders in 30 days, on average since the first one.',
    formula: `30 x orderCount / max(tenureDays, ${leastDays})`,
    compute: (facts) => {
      const tenureDays = daysSince(facts, facts.orderedAtMs[0])
      return tenureDays === null ? null : (30 * facts.orders.length) / Math.max(tenureDays, leastDays)
    },
  },
])
