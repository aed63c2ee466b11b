/**
 * How much of a rival is worth mixing into a steady forecast, after what tests of many series say together: sums of a least-squares problem with one unknown. Small whatever the number of tests,
 * and pools of parts add up.
 */
export interface SharePool {
  /** Sum of steady error times what the rival takes off it, each over the size of its test. */
  gains: number
  /** Sum of the squared differences of the two, likewise. */
  differences: number
  /** Tests that were added. */
  tests: number
}

export function emptySharePool(): SharePool {
  return { gains: 0, differences: 0, tests: 0 }
}

/** Adds one test: the errors (actual less forecast) of both, each squared one weighing `1 / size`. Without a size nothing is added. Changes the pool. */
export function addToSharePool(
  pool: SharePool,
  steady: ArrayLike<number>,
  rival: ArrayLike<number>,
  size: number,
): void {
  if (!(size > 0)) return
  for (let at = 0; at < steady.length; at++) {
    const error = steady[at] as number
    const less = error - (rival[at] as number)
    pool.gains += (error * less) / size
    pool.differences += (less * less) / size
  }
  pool.tests++
}

/**
 * The share of the rival, 0 to 1, with the least sum of squared errors over the pool.
 *
 * @param doubt how much larger the differences are taken than they were seen: 0 believes the pool, 1 halves the share
 */
export function pooledShare({ gains, differences }: SharePool, doubt = 0): number {
  return differences > 0 ? Math.max(0, Math.min(1, gains / (differences * (1 + doubt)))) : 0
}
