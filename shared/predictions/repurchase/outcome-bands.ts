import * as z from 'zod'
import { quantileOfSorted } from '../../statistics/quantile.ts'
import type { OutcomeBand } from './repurchase-question.ts'

/** Of customers who were predicted about the same: what eight in ten of them came to at least and at most. */
export const outcomeBandsSchema = z.array(
  z.strictObject({ predictedFrom: z.number(), lower: z.number(), upper: z.number() }),
)
export type OutcomeBands = z.infer<typeof outcomeBandsSchema>

const bandCount = 10
const fewestOfABand = 20

/** Groups of about equal size by prediction, on customers that the model has not learned from. Empty without any. */
export function measureOutcomeBands(predicted: Float64Array, actual: Float64Array): OutcomeBands {
  const order = [...predicted.keys()].sort((left, right) => (predicted[left] ?? 0) - (predicted[right] ?? 0))
  const bands = Math.min(bandCount, Math.floor(order.length / fewestOfABand))
  return Array.from({ length: bands }, (_, band) => {
    const rows = order.slice(
      Math.round((band * order.length) / bands),
      Math.round(((band + 1) * order.length) / bands),
    )
    const outcomes = Float64Array.from(rows, (row) => actual[row] ?? 0).sort()
    return {
      predictedFrom: band === 0 ? 0 : (predicted[rows[0] ?? 0] ?? 0),
      lower: quantileOfSorted(outcomes, 0.1),
      upper: quantileOfSorted(outcomes, 0.9),
    }
  })
}

/** The band of a prediction; null when none was measured. */
export function outcomeBand(bands: OutcomeBands, predicted: number): OutcomeBand | null {
  return bands.findLast(({ predictedFrom }) => predicted >= predictedFrom) ?? null
}
