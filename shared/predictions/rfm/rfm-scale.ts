import * as z from 'zod'
import { type Failure, fail, type Result, succeed } from '../../kernel/result.ts'
import type { RfmScore, RfmScores } from './rfm-segments.ts'

/** What RFM looks at of one customer. */
export interface RfmFigures {
  /** Days since the last purchase, 0 and more. */
  readonly recencyDays: number
  /** Purchases, cancelled ones left out. */
  readonly orderCount: number
  /** Net revenue in minor units of the tenant's currency; below zero when more was given back than bought. */
  readonly revenueMinor: number
}

/** The smallest value that earns a score of 2, 3, 4 and 5. */
const cutsSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly()
type Cuts = z.infer<typeof cutsSchema>

export const rfmScaleSchema = z.object({
  customerCount: z.int().positive(),
  /** Of the days since the last purchase, with a minus: more is better, as in the other two. */
  recency: cutsSchema,
  frequency: cutsSchema,
  monetary: cutsSchema,
})
/** The borders between the fifths of one tenant's customers, by which a single customer can be scored at any time. */
export type RfmScale = z.infer<typeof rfmScaleSchema>

export interface RfmFailure extends Failure {
  readonly kind: 'not-enough-data'
  readonly retryable: false
}

/** Below this a fifth is fewer than five customers, and one purchase moves everybody. */
export const fewestRfmCustomers = 25

/** Whether a customer can be scored: has bought, and all three figures are known. */
export function hasRfmFigures(figures: RfmFigures): boolean {
  return (
    figures.orderCount >= 1 && Number.isFinite(figures.recencyDays) && Number.isFinite(figures.revenueMinor)
  )
}

/**
 * The borders between fifths. A value's place is the share of customers below it plus half of those who have the same
 * (mid-rank), so equal customers get equal scores, and where all are alike all get 3. Bought once is always a frequency of 1,
 * whatever the share of such customers.
 *
 * Customers who never bought are left out. Fails with `not-enough-data` below 25 buyers.
 */
export function measureRfmScale(customers: readonly RfmFigures[]): Result<RfmScale, RfmFailure> {
  const buyers = customers.filter(hasRfmFigures)
  if (buyers.length < fewestRfmCustomers) {
    const missing = fewestRfmCustomers - buyers.length
    return fail({
      kind: 'not-enough-data',
      message: `Not enough yet: ${buyers.length} customers have bought, ${missing} more are needed to compare them`,
      retryable: false,
    })
  }
  const [two, three, four, five] = fifths(buyers.map(({ orderCount }) => orderCount))
  return succeed({
    customerCount: buyers.length,
    recency: fifths(buyers.map(({ recencyDays }) => -Math.max(recencyDays, 0))),
    frequency: [Math.max(two, 2), Math.max(three, 2), Math.max(four, 2), Math.max(five, 2)],
    monetary: fifths(buyers.map(({ revenueMinor }) => revenueMinor)),
  })
}

/** A recency below zero, from a clock ahead of ours, counts as today. */
export function scoreRfm(scale: RfmScale, figures: RfmFigures): RfmScores {
  return {
    recency: scoreOf(scale.recency, -Math.max(figures.recencyDays, 0)),
    frequency: scoreOf(scale.frequency, figures.orderCount),
    monetary: scoreOf(scale.monetary, figures.revenueMinor),
  }
}

function scoreOf(cuts: Cuts, value: number): RfmScore {
  return (1 + cuts.filter((cut) => value >= cut).length) as RfmScore
}

/** The smallest values whose mid-rank reaches 1, 2, 3 and 4 fifths; above all values where none does. */
function fifths(values: readonly number[]): Cuts {
  const sorted = Float64Array.from(values).sort()
  const cuts: number[] = []
  for (let start = 0; start < sorted.length; ) {
    const value = sorted[start] ?? 0
    let end = start + 1
    while (end < sorted.length && sorted[end] === value) end++
    const midRank = (start + end) / 2 / sorted.length
    while (cuts.length < 4 && midRank >= (cuts.length + 1) / 5) cuts.push(value)
    start = end
  }
  const beyond = (sorted.at(-1) ?? 0) + 1
  const [two = beyond, three = beyond, four = beyond, five = beyond] = cuts
  return [two, three, four, five]
}
