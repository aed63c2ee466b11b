import { minimiseOnInterval } from '../../optimisation/interval-search.ts'

/** A share of the first level below this is taken for none: 64 bits could not tell, and ever smaller numbers are slow. */
export const forgotten = 1e-18

export interface LevelSearch {
  readonly lowestRate: number
  readonly highestRate: number
  /** A guess at the level before the first point, and how far it may lie from that on either side. */
  readonly start: number
  readonly farthest: number
}

/**
 * The rate of simple exponential smoothing (0..1) and the level before the first point with the least squared errors. For a given rate the errors are linear in that level, so only the rate is
 * searched for, and the level is solved for at each (variable projection: Golub and Pereyra 1973). The search is along the root of the rate: valleys are narrow where it is small.
 */
export function searchLevelRate(
  series: Float64Array,
  { lowestRate, highestRate, start, farthest }: LevelSearch,
): { readonly rate: number; readonly level: number; readonly squares: number } {
  const found = minimiseOnInterval((root) => solveForLevel(series, root * root, start, farthest).squares, {
    low: Math.sqrt(lowestRate),
    high: Math.sqrt(highestRate),
    gridPoints: 8,
    tolerance: 1e-4,
  })
  const rate = found.at * found.at
  return { rate, level: start + solveForLevel(series, rate, start, farthest).shift, squares: found.value }
}

function solveForLevel(series: Float64Array, rate: number, start: number, farthest: number) {
  const kept = 1 - rate
  const end = series.length
  let level = start
  let power = 1
  let squares = 0
  let products = 0
  let powers = 0
  for (let at = 0; at < end; at++) {
    const value = series[at] as number
    const error = value - level
    squares += error * error
    products += error * power
    powers += power * power
    level = rate * value + kept * level
    power = power > forgotten ? power * kept : 0
  }
  const shift = Math.max(-farthest, Math.min(farthest, products / powers))
  // Rounding may leave less than nothing of what fits perfectly.
  return { shift, squares: Math.max(0, squares - shift * (2 * products - shift * powers)) }
}
