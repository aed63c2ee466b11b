import { addError, type ErrorSample, emptyErrors, scoresOf } from './error-sample.ts'
import { outlookBlocks } from './outlook.ts'

/** How new items of a category usually sell. */
export interface LaunchProfile {
  /** Mean units of a block by age, the first block with a sale first; the last stands for all older ones. */
  readonly meanUnits: readonly number[]
  /** As if an item had sold so many units by the profile before anything is seen of it. */
  readonly priorUnits: number
  /** Errors (actual less expected, over the scale) at `spreadProbabilities`. */
  readonly scores: readonly number[]
}

/** Younger series than this many blocks are forecast from what is like them. */
export const launchBlocks = 8

const profileBlocks = launchBlocks + outlookBlocks
const fewestSeries = 5
const priors = Array.from({ length: 15 }, (_, at) => 2 ** (at - 2))
const testedAges = [1, 2, 4, 6] as const

/**
 * Blocks ahead of a series of which few are known (NaN: missing): the profile times a level between that of the profile and the series' own, as much nearer to its own as the profile would
 * have sold more by now (linear empirical Bayes: Robbins 1956). Where the profile is empty, the mean of what is known.
 */
export function forecastLaunch(
  blocks: Float64Array,
  { meanUnits, priorUnits }: Pick<LaunchProfile, 'meanUnits' | 'priorUnits'>,
  horizon: number,
): { readonly points: Float64Array; readonly scales: Float64Array } {
  let sold = 0
  let usual = 0
  let known = 0
  const profileAt = (age: number) => meanUnits[Math.min(age, meanUnits.length - 1)] ?? 0
  blocks.forEach((units, age) => {
    if (Number.isNaN(units)) return
    sold += units
    usual += profileAt(age)
    known++
  })
  const level = (priorUnits + sold) / (priorUnits + usual)
  const own = known > 0 ? sold / known : 0
  const points = Float64Array.from({ length: horizon }, (_, step) => {
    const usualThen = profileAt(blocks.length + step)
    return usualThen > 0 ? level * usualThen : own
  })
  // As far off as the item is large, and at least as items of its kind are in the mean.
  const typical = profileAt(meanUnits.length - 1)
  return { points, scales: points.map((point) => Math.sqrt(point * (point + typical))) }
}

/**
 * Learns a profile from series that begin with their first block with a sale. The level's prior is that of a row from a quarter to 4,096 units with which the next blocks
 * would have been foretold best.
 */
export function learnLaunch(all: readonly Float64Array[]): LaunchProfile {
  const meanUnits: number[] = []
  for (let age = 0; age < profileBlocks; age++) {
    const known = all
      .map((blocks) => blocks[age])
      .filter((units) => units !== undefined && !Number.isNaN(units))
    if (known.length < fewestSeries && age > 0) break
    const sum = known.reduce<number>((before, units) => before + (units ?? 0), 0)
    meanUnits.push(known.length === 0 ? 0 : sum / known.length)
  }
  const [best] = priors
    .map((priorUnits) => ({ priorUnits, ...testLaunch(all, { meanUnits, priorUnits }) }))
    .sort((one, other) => one.squares - other.squares)
  return {
    meanUnits,
    priorUnits: best?.priorUnits ?? 1,
    scores: scoresOf(best?.errors ?? emptyErrors()),
  }
}

function testLaunch(
  all: readonly Float64Array[],
  profile: Pick<LaunchProfile, 'meanUnits' | 'priorUnits'>,
): { readonly squares: number; readonly errors: ErrorSample } {
  const errors = emptyErrors()
  let squares = 0
  for (const blocks of all) {
    for (const age of testedAges) {
      const horizon = Math.min(outlookBlocks, blocks.length - age)
      if (horizon < 1) break
      const { points, scales } = forecastLaunch(blocks.subarray(0, age), profile, horizon)
      points.forEach((point, step) => {
        const error = (blocks[age + step] as number) - point
        const scale = scales[step] as number
        if (Number.isNaN(error) || !(scale > 0)) return
        squares += (error * error) / (scale * scale)
        addError(errors, error / scale, point / scale)
      })
    }
  }
  return { squares, errors }
}
