import type { Forecaster } from '../forecaster.ts'
import { addToSharePool, emptySharePool, pooledShare, type SharePool } from './share-pool.ts'

/** A forecast that is good for most series of a panel, and what many of them say on how much another is worth beside it. */
export interface SteadyForecast {
  readonly forecaster: Forecaster
  readonly pool: SharePool
}

/** One series' own backtest counts against the pool as one against so many tests of others. */
const pooledTests = 8

/**
 * The share that a rival gets beside a steady forecast, from their errors (`[origin][step]`) in the backtest of one series and from the pool, where the size of a test is the steady forecast's sum of squared
 * errors. Never so much that both together did worse than the steady one in that backtest; none where there is nothing to go by.
 */
export function shareBesideSteady(
  steady: readonly Float64Array[],
  rival: readonly Float64Array[],
  pool: SharePool,
): number {
  const own = emptySharePool()
  addToSharePool(own, joined(steady), joined(rival), sumOfSquares(joined(steady)))
  if (!(own.differences > 0)) return 0
  const others = pool.tests > 0 ? pooledTests / pool.tests : 0
  const share = pooledShare({
    gains: own.gains + others * pool.gains,
    differences: own.differences + others * pool.differences,
    tests: 1,
  })
  // The loss is a parabola of the share, and meets that of the steady forecast again at twice its lowest point.
  return Math.min(share, Math.max(0, (2 * own.gains) / own.differences))
}

export function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += (values[at] as number) ** 2
  return sum
}

function joined(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => [...row]))
}
