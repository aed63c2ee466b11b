import { assignPairs } from './assign-pairs.ts'
import { squaredDistance } from './nearest-centre.ts'

/**
 * Which old cluster each new one goes on from: the one-to-one assignment with the least sum of squared distances, less the
 * pairs that are on average more than one standard deviation apart in each feature. Both sides in standardised units of
 * the same scale.
 *
 * Returns the index among `before` for each of `after`, or null for a cluster that is new.
 */
export function matchCentres(
  before: readonly (readonly number[])[],
  after: readonly (readonly number[])[],
): (number | null)[] {
  if (before.length === 0) return after.map(() => null)
  const costs = after.map((centre) => before.map((old) => squaredDistance(centre, old)))
  return assignPairs(costs).map((column, row) => {
    const isNear = column >= 0 && (costs[row]?.[column] ?? 0) <= (after[row]?.length ?? 0)
    return isNear ? column : null
  })
}
