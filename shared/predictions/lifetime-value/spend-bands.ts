import * as z from 'zod'
import { quantileOfSorted } from '../../statistics/quantile.ts'

/** Of customers who were predicted about the same: what eight in ten of them spent at least and at most. */
export const spendBandsSchema = z.array(
  z.strictObject({ predictedFrom: z.number(), lower: z.number(), upper: z.number() }),
)
export type SpendBands = z.infer<typeof spendBandsSchema>

const bandCount = 10
const fewestOfABand = 20

/** Groups of about equal size by prediction, on customers that the model has not learned from. Empty without any. */
export function measureSpendBands(predicted: Float64Array, actual: Float64Array): SpendBands {
  const order = [...predicted.keys()].sort((left, right) => (predicted[left] ?? 0) - (predicted[right] ?? 0))
  const bands = Math.min(bandCount, Math.floor(order.length / fewestOfABand))
  return Array.from({ length: bands }, (_, band) => {
    const rows = order.slice(
      Math.round((band * order.length) / bands),
      Math.round(((band + 1) * order.length) / bands),
    )
    const spent = Float64Array.from(rows, (row) => actual[row] ?? 0).sort()
    return {
      predictedFrom: band === 0 ? 0 : (predicted[rows[0] ?? 0] ?? 0),
      lower: quantileOfSorted(spent, 0.1),
      upper: quantileOfSorted(spent, 0.9),
    }
  })
}

/** The band of a prediction; null when none was measured. */
export function spendBand(bands: SpendBands, predicted: number): { lower: number; upper: number } | null {
  return bands.findLast(({ predictedFrom }) => predicted >= predictedFrom) ?? null
}
