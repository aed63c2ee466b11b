import type { PanelModel } from '../forecasting/panel/panel-model.ts'
import { sumOfSquares } from '../forecasting/selection/beside-steady.ts'
import { forecastFully } from '../forecasting/selection/full-lane.ts'
import { addToSharePool, emptySharePool, type SharePool } from '../forecasting/selection/share-pool.ts'
import { outlookBlocks } from './outlook.ts'
import { forecastTail, tailHorizon } from './tail-forecast.ts'

/** A search among models takes milliseconds. */
const mostSeries = 100
const origins = 3
const fewestKnown = 12
const sizeBlocks = 26

/**
 * What a search among models is worth beside the quick levels, from the largest of some series (plain blocks without gaps), since such are searched for: both forecast their last four blocks, the four before and the four before
 * those.
 */
export function learnLanes(all: readonly Float64Array[], panel: PanelModel): SharePool {
  const pool = emptySharePool()
  const sizeOf = (blocks: Float64Array) => blocks.subarray(-sizeBlocks).reduce((sum, units) => sum + units, 0)
  const largest = [...all].sort((one, other) => sizeOf(other) - sizeOf(one)).slice(0, mostSeries)
  for (const blocks of largest) {
    for (let back = 1; back <= origins; back++) {
      const origin = blocks.length - back * tailHorizon
      if (origin < fewestKnown) break
      const known = blocks.subarray(0, origin)
      const quick = forecastTail(known, panel)
      const full = forecastFully(known, { season: 1, horizon: outlookBlocks, nonNegative: true })
      if (!quick.ok || !full.ok) continue
      const came = blocks.subarray(origin, origin + tailHorizon)
      const errors = came.map((units, step) => units - (quick.value.points[step] as number))
      const rival = came.map((units, step) => units - (full.value.points[step] as number))
      addToSharePool(pool, errors, rival, sumOfSquares(errors))
    }
  }
  return pool
}
