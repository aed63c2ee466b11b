/** A feature that segments are made of, and how a shop would say that it is high or low. */
export interface SegmentFeature {
  readonly name: string
  readonly high: string
  readonly low: string
}

/** What segments are found by: when, how often and how much somebody buys. */
export const segmentFeatures: readonly SegmentFeature[] = [
  { name: 'recencyDays', high: 'has not been here for long', low: 'was here lately' },
  { name: 'orderCount', high: 'buys often', low: 'buys seldom' },
  { name: 'revenueMinor', high: 'spends much', low: 'spends little' },
]

/** A centre this many standard deviations from the mean of all customers is worth a word. */
const tellingDeviations = 0.4

/**
 * What the customers of a segment have in common, in plain words, the most telling first: "buys often, spends little, last seen 9 days
 * ago". `deviations` are the standardised centre, `values` the centre in the features' units, both in the order of `features`.
 */
export function segmentWords(
  features: readonly SegmentFeature[],
  deviations: readonly number[],
  values: readonly number[],
): string {
  const recency = features.findIndex(({ name }) => name === 'recencyDays')
  const telling = features
    .map(({ high, low }, index) => ({ index, high, low, deviation: deviations[index] ?? 0 }))
    .filter(({ index, deviation }) => index !== recency && Math.abs(deviation) >= tellingDeviations)
    .sort((left, right) => Math.abs(right.deviation) - Math.abs(left.deviation))
    .map(({ high, low, deviation }) => (deviation > 0 ? high : low))
  const phrases = telling.length > 0 ? telling : ['buys as much as most']
  const days = recency === -1 ? undefined : values[recency]
  return [...phrases, ...(days === undefined ? [] : [lastSeen(Math.max(0, Math.round(days)))])].join(', ')
}

function lastSeen(days: number): string {
  if (days === 0) return 'last seen today'
  return days === 1 ? 'last seen yesterday' : `last seen ${days} days ago`
}
