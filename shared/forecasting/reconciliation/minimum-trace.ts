import { conjugateGradients } from '../../linear-algebra/conjugate-gradients.ts'
import { addUp, type Hierarchy } from './hierarchy.ts'
import { ownShare, type ShrunkCovariance, timesCovariance } from './shrunk-covariance.ts'

/**
 * MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019): of all forecasts that add up, those with the least sum of error variances, given the covariance of the errors one step ahead. Written by
 * its constraints, y - W C' (C W C')^-1 C y with C y = 0 for what adds up, so only a system as large as the number of sums is solved, and by conjugate gradients, so that no
 * matrix is ever written down: thousands of nodes take as much memory as their errors. One step (`forecasts[node]`) at a time. With `nonNegative`, bottom forecasts below zero
 * are raised to zero and the sums follow. A covariance that is none answers the bottom-up sums.
 */
export function reconcileMinimumTrace(
  hierarchy: Hierarchy,
  forecasts: Float64Array,
  covariance: ShrunkCovariance,
  nonNegative = false,
): Float64Array {
  const { bottomCount, members } = hierarchy
  const multipliers = conjugateGradients(
    (vector) => gapsOf(hierarchy, timesCovariance(covariance, spreadOver(hierarchy, vector))),
    gapsOf(hierarchy, forecasts),
    members.map((group, of) => ownVariance(group, bottomCount + of, covariance)),
  )
  if (multipliers === null) return addUp(hierarchy, forecasts)
  const moves = timesCovariance(covariance, spreadOver(hierarchy, multipliers))
  const bottom = forecasts.slice(0, bottomCount).map((value, node) => {
    const moved = value - (moves[node] as number)
    return nonNegative ? Math.max(0, moved) : moved
  })
  return addUp(hierarchy, bottom)
}

/** C y: by how much each sum is more than its members. */
function gapsOf({ bottomCount, members }: Hierarchy, values: Float64Array): Float64Array {
  return Float64Array.from(members, (group, of) => {
    let gap = values[bottomCount + of] as number
    for (const member of group) gap -= values[member] as number
    return gap
  })
}

/** C' v: a number for each sum, spread over the nodes of its constraint. */
function spreadOver({ bottomCount, members }: Hierarchy, numbers: Float64Array): Float64Array {
  const spread = new Float64Array(bottomCount + members.length)
  for (const [of, group] of members.entries()) {
    const value = numbers[of] as number
    spread[bottomCount + of] = value
    for (const member of group) spread[member] = (spread[member] as number) - value
  }
  return spread
}

/** The variance of a sum's gap: an entry of the diagonal of C W C'. */
function ownVariance(group: Int32Array, sum: number, covariance: ShrunkCovariance): number {
  const { deviations, scaled, shrinkage } = covariance
  const times = scaled[0]?.length ?? 0
  const together = new Float64Array(times)
  let variance = 0
  const add = (node: number, sign: number) => {
    const deviation = deviations[node] as number
    for (const [time, error] of (scaled[node] as Float64Array).entries()) {
      together[time] = (together[time] as number) + sign * deviation * error
    }
    variance += deviation * deviation * ownShare(covariance, node)
  }
  add(sum, 1)
  for (const member of group) add(member, -1)
  for (const value of together) variance += ((1 - shrinkage) * value * value) / Math.max(1, times)
  return variance
}
