import { spreadProbabilities } from '../demand/outlook.ts'
import type { StretchDemand } from './demand-ahead.ts'

/** Where the distribution is looked at. Between them it is taken as straight. */
const probabilities: readonly number[] = [0.001, ...spreadProbabilities, 0.999]

/**
 * How likely more is asked for than there is, 0 to 1: one less the largest probability whose quantile the stock still meets.
 * Below zero everything is owed already. What is less likely than a thousandth is 0, what is likelier than 999 of them 1.
 */
export function stockOutRate(demand: StretchDemand, stock: number): number {
  if (stock < 0) return 1
  let met = -1
  for (let low = 0, high = probabilities.length - 1; low <= high; ) {
    const middle = (low + high) >> 1
    if (demand.quantile(probabilities[middle] ?? 1) <= stock) {
      met = middle
      low = middle + 1
    } else {
      high = middle - 1
    }
  }
  const [below, above] = [probabilities[met], probabilities[met + 1]]
  if (below === undefined) return 1
  if (above === undefined) return 0
  const lower = demand.quantile(below)
  const share = (stock - lower) / (demand.quantile(above) - lower)
  return 1 - (below + share * (above - below))
}
