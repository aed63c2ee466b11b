import { lowerGamma, upperGamma } from '../../statistics/incomplete-gamma.ts'
import { logGamma } from '../../statistics/log-gamma.ts'

/**
 * The ways in which gaps may come: gamma renewal with one of these shapes (0.7: in bursts, 1: at random, 16: like clockwork),
 * a mean on a grid, and now and then, or never, a gap of another kind, exponential and four times as long: one that was
 * missed, or spent elsewhere. Without those a single holiday would make a regular person look irregular.
 */
const shapes = [0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 16, 32] as const
const strayShares = [0, 0.15] as const
const strayLength = 4

/** Each mean is this many times the one below. */
const meanRatio = 1.3
/** Lengths are rounded to the nearest of so many steps between two means: to within 0.9 %. */
const stepsPerMean = 16
const stepLog = Math.log(meanRatio) / stepsPerMean
/** Tables go this many steps beyond the shortest and longest mean: 16 times shorter or longer. */
const margin = Math.ceil(Math.log(16) / stepLog)
const logFloor = -80

/**
 * The grid with, for every shape and share of strays, tables over (length / mean): equal steps of the logarithm on both sides make
 * the place in the table the difference of two whole numbers, and no formula is computed twice.
 */
export interface GapTables {
  readonly shortestMean: number
  readonly meanCount: number
  /** Number of patterns: (shape, share of strays) x mean, the mean running fastest. */
  readonly patternCount: number
  /** Log density of the logarithm of a length, for each (shape, share of strays). */
  readonly logDensity: readonly Float64Array[]
  /** Chance of a length up to this. */
  readonly chance: readonly Float64Array[]
  /** Log chance of a length above this. */
  readonly logChanceAbove: readonly Float64Array[]
}

/** Tables for means from `shortestMean` to at least `longestMean` (any unit, both above 0). */
export function gapTables(shortestMean: number, longestMean: number): GapTables {
  const meanCount = 1 + Math.max(0, Math.ceil(Math.log(longestMean / shortestMean) / Math.log(meanRatio)))
  return gapTablesOf(shortestMean, meanCount)
}

export function gapTablesOf(shortestMean: number, meanCount: number): GapTables {
  const reach = (meanCount - 1) * stepsPerMean + margin
  const kinds = shapes.flatMap((shape) => strayShares.map((strayShare) => ({ shape, strayShare })))
  const table = (value: (ratio: number, shape: number, strayShare: number) => number): Float64Array[] =>
    kinds.map(({ shape, strayShare }) =>
      Float64Array.from({ length: 2 * reach + 1 }, (_, place) =>
        value(Math.exp((place - reach) * stepLog), shape, strayShare),
      ),
    )
  return {
    shortestMean,
    meanCount,
    patternCount: kinds.length * meanCount,
    logDensity: table((ratio, shape, strayShare) => {
      const usual = Math.exp(shape * Math.log(shape * ratio) - shape * ratio - logGamma(shape))
      const stray = ratio / strayLength
      return Math.max(logFloor, Math.log((1 - strayShare) * usual + strayShare * stray * Math.exp(-stray)))
    }),
    chance: table(
      (ratio, shape, strayShare) =>
        (1 - strayShare) * lowerGamma(shape, shape * ratio) - strayShare * Math.expm1(-ratio / strayLength),
    ),
    logChanceAbove: table((ratio, shape, strayShare) =>
      Math.max(
        logFloor,
        Math.log(
          (1 - strayShare) * upperGamma(shape, shape * ratio) + strayShare * Math.exp(-ratio / strayLength),
        ),
      ),
    ),
  }
}

/** The step nearest to a length; lengths far outside the grid count as its ends. */
export function stepOf(tables: GapTables, length: number): number {
  const step = Math.round(Math.log(length / tables.shortestMean) / stepLog)
  return Math.min(lastStep(tables), Math.max(-margin, step))
}

export function firstStep(): number {
  return -margin
}

export function lastStep({ meanCount }: GapTables): number {
  return (meanCount - 1) * stepsPerMean + margin
}

/** The length at a step, which need not be a whole number. */
export function lengthAt({ shortestMean }: GapTables, step: number): number {
  return shortestMean * Math.exp(step * stepLog)
}

/** Adds `weight` times a table's values at a step to one number a pattern. */
export function addAtStep(
  { meanCount }: GapTables,
  table: readonly Float64Array[],
  step: number,
  weight: number,
  to: Float64Array,
): void {
  let pattern = 0
  const start = step + (meanCount - 1) * stepsPerMean + margin
  for (const values of table) {
    let place = start
    for (let mean = 0; mean < meanCount; mean += 1) {
      to[pattern] = (to[pattern] as number) + weight * (values[place] as number)
      pattern += 1
      place -= stepsPerMean
    }
  }
}

/** The mean over patterns, each with its weight, of a table at a step. */
export function averageAtStep(
  { meanCount }: GapTables,
  table: readonly Float64Array[],
  step: number,
  weights: Float64Array,
): number {
  let pattern = 0
  let sum = 0
  const start = step + (meanCount - 1) * stepsPerMean + margin
  for (const values of table) {
    let place = start
    for (let mean = 0; mean < meanCount; mean += 1) {
      sum += (weights[pattern] as number) * (values[place] as number)
      pattern += 1
      place -= stepsPerMean
    }
  }
  return sum
}
