import { addUp, type Hierarchy } from './hierarchy.ts'

/**
 * The forecast of the last node (the total) shared out by the proportions of the bottom forecasts (Athanasopoulos, Ahmed and Hyndman 2009); evenly when these
 * are all zero. `share` below 1 moves the sum of the bottom only that much of the way to the total.
 */
export function reconcileTopDown(hierarchy: Hierarchy, forecasts: Float64Array, share = 1): Float64Array {
  const { bottomCount } = hierarchy
  const total = forecasts.at(-1) as number
  let sum = 0
  for (let at = 0; at < bottomCount; at++) sum += forecasts[at] as number
  const wanted = sum + share * (total - sum)
  const factor = wanted / sum
  const bottom = forecasts.slice(0, bottomCount)
  return addUp(
    hierarchy,
    Number.isFinite(factor)
      ? bottom.map((value) => value * factor)
      : bottom.map((value) => value + (wanted - sum) / bottomCount),
  )
}
