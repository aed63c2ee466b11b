import { solvePositiveDefinite } from '../../linear-algebra/solve-positive-definite.ts'
import { addUp, type Hierarchy } from './hierarchy.ts'
import type { ShrunkCovariance } from './shrunk-covariance.ts'

/**
 * MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019): of all forecasts that add up, those with the least sum of error variances, given the covariance of the errors one step ahead. Written by
 * its constraints, y - W C' (C W C')^-1 C y with C y = 0 for what adds up, so only a system as large as the number of sums is solved. One step
 * (`forecasts[node]`) at a time. With `nonNegative`, bottom forecasts below zero are raised to zero and the sums follow.
 * A covariance that is none answers the bottom-up sums.
 */
export function reconcileMinimumTrace(
  hierarchy: Hierarchy,
  forecasts: Float64Array,
  covariance: ShrunkCovariance,
  nonNegative = false,
): Float64Array {
  const { bottomCount, members } = hierarchy
  const sums = members.length
  const { size, values } = covariance
  // C is a row a sum: 1 for the sum itself, -1 for each of its members. WC' has a column a sum.
  const spread = members.map((group, of) => {
    const column = new Float64Array(size)
    for (let node = 0; node < size; node++) {
      let value = values[node * size + bottomCount + of] as number
      for (const member of group) value -= values[node * size + member] as number
      column[node] = value
    }
    return column
  })
  const gaps = Float64Array.from(members, (group, of) => gapOf(forecasts, group, bottomCount + of))
  const system = new Float64Array(sums * sums)
  members.forEach((group, row) => {
    spread.forEach((column, of) => {
      system[row * sums + of] = gapOf(column, group, bottomCount + row)
    })
  })
  const multipliers = solvePositiveDefinite(system, gaps)
  if (multipliers === null) return addUp(hierarchy, forecasts)
  const bottom = forecasts.slice(0, bottomCount).map((value, node) => {
    let moved = value
    for (let of = 0; of < sums; of++) {
      moved -= (spread[of]?.[node] as number) * (multipliers[of] as number)
    }
    return nonNegative ? Math.max(0, moved) : moved
  })
  return addUp(hierarchy, bottom)
}

function gapOf(values: Float64Array, group: Int32Array, node: number): number {
  let gap = values[node] as number
  for (const member of group) gap -= values[member] as number
  return gap
}
