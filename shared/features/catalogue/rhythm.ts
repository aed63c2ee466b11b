import { daysSince, type FeatureFacts } from '../feature-facts.ts'
import {
  entropyBits,
  mean,
  median,
  movingAverage,
  newestWeight,
  ratio,
  standardDeviation,
  sum,
  top,
  topRate,
} from '../series.ts'
import { type Feature, inGroup } from './feature.ts'

export const rhythmFeatures: readonly Feature[] = inGroup('rhythm', [
  gap('gapMeanDays', 'Days between orders, on average.', 'mean', mean),
  gap('gapMedianDays', 'Days between orders, in the middle.', 'median', median),
  gap(
    'gapSdDays',
    'How much the days between orders differ; needs three orders.',
    'standard deviation (n - 1)',
    standardDeviation,
  ),
  gap(
    'gapEwmaDays',
    'Days between orders lately: newer ones weigh more.',
    `moving average (begins with the first; then ${newestWeight} of each new one and ${1 - newestWeight} of before)`,
    movingAverage,
  ),
  gap('gapLatestDays', 'Days between the latest two orders.', 'latest', (gaps) => gaps.at(-1) ?? null),
  {
    name: 'gapVariationRatio',
    unit: 'ratio',
    meaning: 'How irregular the orders are: 0 is clockwork, 1 is chance.',
    formula: 'gapSdDays / gapMeanDays',
    compute: ({ gapsDays }) => ratio(standardDeviation(gapsDays), mean(gapsDays)),
  },
  {
    name: 'overdueRatio',
    unit: 'ratio',
    meaning: 'How long the customer has been away, in usual gaps: above 1 is later than usual.',
    formula: 'recencyDays / gapMeanDays',
    compute: (facts) => ratio(daysSince(facts, facts.orderedAtMs.at(-1)), mean(facts.gapsDays)),
  },
  {
    name: 'hourTop',
    unit: 'hour',
    meaning: 'The hour of the day in which most orders are placed, 0 to 23.',
    formula: 'most frequent hour of placedAt in the time zone of the shop; of several the earliest',
    compute: ({ byHour }) => top(byHour),
  },
  share('hourTopRate', 'Share of the orders placed in that hour.', 'hour', ({ byHour }) => topRate(byHour)),
  spread('hourEntropyBits', 'How much orders are spread over the hours of the day.', 'hours', ({ byHour }) =>
    entropyBits(byHour),
  ),
  share(
    'weekdayTopRate',
    'Share of the orders placed on the strongest day of the week.',
    'weekday',
    (facts) => topRate(facts.byWeekday),
  ),
  spread('weekdayEntropyBits', 'How much orders are spread over the days of the week.', 'weekdays', (facts) =>
    entropyBits(facts.byWeekday),
  ),
  {
    name: 'weekendRate',
    unit: 'rate',
    meaning: 'Share of the orders placed on Saturday or Sunday.',
    formula: 'orders on those days in the time zone of the shop / orderCount',
    compute: ({ byWeekday }) =>
      ratio((byWeekday.get(6) ?? 0) + (byWeekday.get(0) ?? 0), sum([...byWeekday.values()])),
  },
])

function gap(
  name: string,
  meaning: string,
  what: string,
  figure: (gapsDays: readonly number[]) => number | null,
): Omit<Feature, 'group'> {
  return {
    name,
    unit: 'days',
    meaning,
    formula: `${what} of the days from each order to the next, earliest first`,
    compute: ({ gapsDays }) => figure(gapsDays),
  }
}

function share(
  name: string,
  meaning: string,
  what: string,
  compute: Feature['compute'],
): Omit<Feature, 'group'> {
  return {
    name,
    unit: 'rate',
    meaning,
    formula: `orders of the most frequent ${what} / orderCount, in the time zone of the shop`,
    compute,
  }
}

function spread(
  name: string,
  meaning: string,
  what: string,
  compute: (facts: FeatureFacts) => number | null,
): Omit<Feature, 'group'> {
  return {
    name,
    unit: 'bits',
    meaning: `${meaning} 0: all in one.`,
    formula: `- sum of p x log2 p over ${what}, p: share of the orders`,
    compute,
  }
}
