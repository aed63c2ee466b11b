import { type Result, succeed } from '../../kernel/result.ts'
import { quantile, quantileOfSorted } from '../../statistics/quantile.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData } from '../fit-failures.ts'
import { averageAtStep, type GapTables, gapTables, stepOf } from './gap-tables.ts'
import { logLikelihoods, posterior, relativeLikelihoods } from './pattern-posterior.ts'
import type { RenewalPrior } from './renewal-prior.ts'
import { evenedGaps, evenedOpen, type RenewalSeries, stretchOf, usualSize } from './renewal-series.ts'

/** Fewer people who came back at least twice teach nothing. */
const fewestSeries = 20
/** Of more, so many evenly spread ones are taken: the shares of patterns are known well enough then. */
const mostSeries = 4000
const rounds = 40
/** Beside 1 and 0. */
const fadingsTried = [0.95, 0.9, 0.85, 0.8]
const sizeExponentsTried = [0.25, 0.5, 0.75, 1]
/** How many gaps that fell just as the model says are put beside those seen, so that few do not bend the levels. */
const levelPrior = 60

/**
 * Learns how things recur in a population: how common each pattern of gaps is (shape, mean, strays), without supposing a form
 * of that distribution (Kiefer and Wolfowitz 1956; by expectation-maximisation as in Laird 1978), so how much a person's
 * own few gaps count beside what is usual follows from the data.
 *
 * How quickly older gaps fade and how gaps grow with size are what foretold best (by log score) each series' last gap from
 * those before; where these gaps fell in the foretold distributions then straightens its levels (Dawid 1984, probability
 * integral transform). At last the shares are learned again from all gaps and the open ones, which are censored.
 *
 * Needs 20 series with two gaps; refuses lengths or sizes that are no numbers above 0. Lengths may be in any unit.
 */
export function fitRenewalPrior(allSeries: readonly RenewalSeries[]): Result<RenewalPrior, FitFailure> {
  const wrong = allSeries.findIndex((series) => !isSound(series))
  if (wrong !== -1) return invalidData(`the series ${wrong} has a length or size that is no number above 0`)
  const usable = allSeries.filter(({ gaps }) => gaps.length >= 1)
  const known = usable.filter(({ gaps }) => gaps.length >= 2)
  if (known.length < fewestSeries) {
    return notEnoughData(`${known.length} series have two gaps, and ${fewestSeries} are needed`)
  }
  const lengths = Float64Array.from(usable.flatMap(({ gaps }) => gaps)).sort()
  const tables = gapTables(quantileOfSorted(lengths, 0.01) / 2, quantileOfSorted(lengths, 0.999) * 2)
  const tried = spread(known, mostSeries)
  let best = foretell(tables, tried, 1, 0)
  if (tried.some(({ sizes }) => sizes !== undefined && new Set(sizes).size > 1)) {
    for (const exponent of sizeExponentsTried) best = better(best, foretell(tables, tried, 1, exponent))
  }
  for (const fading of fadingsTried) best = better(best, foretell(tables, tried, fading, best.sizeExponent))
  const { fading, sizeExponent } = best
  const all = spread(usable, mostSeries).map((series) => ({
    gaps: evenedGaps(series, sizeExponent),
    open: evenedOpen(series, sizeExponent),
  }))
  return succeed({
    tables,
    shares: learnShares(tables, all, fading),
    fading,
    sizeExponent,
    levels: levelsOf(best.chances),
  })
}

interface Foretold {
  readonly fading: number
  readonly sizeExponent: number
  /** The mean log density of the last gaps. */
  readonly score: number
  /** Where each fell in the distribution foretold for it, 0..1. */
  readonly chances: number[]
}

function better(left: Foretold, right: Foretold): Foretold {
  return right.score > left.score ? right : left
}

/** How each series' last gap would have been foretold from those before, of this and of the other series. */
function foretell(
  tables: GapTables,
  tried: readonly RenewalSeries[],
  fading: number,
  sizeExponent: number,
): Foretold {
  const split = tried.map((series) => {
    const before = {
      gaps: series.gaps.slice(0, -1),
      ...(series.sizes && { sizes: series.sizes.slice(0, -1) }),
    }
    const usual = usualSize(before)
    const size = series.sizes?.[series.gaps.length - 1] ?? usual
    const last = (series.gaps.at(-1) as number) / stretchOf(size, usual, sizeExponent)
    return { gaps: evenedGaps(before, sizeExponent), open: null, last }
  })
  const likelihoods = allLikelihoods(tables, split, fading)
  const shares = sharesFrom(tables, likelihoods)
  const densities = tables.logDensity.map((table) => table.map(Math.exp))
  let score = 0
  const chances: number[] = []
  for (const [index, { last }] of split.entries()) {
    const weights = posterior(shares, likelihoods[index] as Float32Array)
    const step = stepOf(tables, last)
    score += Math.log(Math.max(1e-30, averageAtStep(tables, densities, step, weights)))
    chances.push(averageAtStep(tables, tables.chance, step, weights))
  }
  return { fading, sizeExponent, score: score / split.length, chances }
}

export interface Evened {
  readonly gaps: readonly number[]
  readonly open: number | null
}

/** Shares that are held near others, which weigh as much as so many series. */
interface HeldShares {
  readonly shares: Float64Array
  readonly weight: number
}

export function learnShares(
  tables: GapTables,
  series: readonly Evened[],
  fading: number,
  held?: HeldShares,
): Float64Array {
  return sharesFrom(tables, allLikelihoods(tables, series, fading), held)
}

/** How well gaps that came after others are foretold from these by some shares. */
export function meanLogDensity(
  tables: GapTables,
  split: readonly (Evened & { readonly last: number })[],
  shares: Float64Array,
  fading: number,
): number {
  const densities = tables.logDensity.map((table) => table.map(Math.exp))
  let score = 0
  const logs = new Float64Array(tables.patternCount)
  for (const { gaps, open, last } of split) {
    const weights = posterior(shares, relativeLikelihoods(logLikelihoods(tables, gaps, open, fading, logs)))
    score += Math.log(Math.max(1e-30, averageAtStep(tables, densities, stepOf(tables, last), weights)))
  }
  return score / split.length
}

function allLikelihoods(tables: GapTables, series: readonly Evened[], fading: number): Float32Array[] {
  // Arrays that are dead already count until they are collected, and a turn may make very many.
  const logs = new Float64Array(tables.patternCount)
  return series.map(
    ({ gaps, open }) =>
      new Float32Array(relativeLikelihoods(logLikelihoods(tables, gaps, open, fading, logs))),
  )
}

/** Each round gives a pattern the mean of its posteriors over all series. */
function sharesFrom(
  { patternCount }: GapTables,
  likelihoods: readonly Float32Array[],
  held: HeldShares = { shares: new Float64Array(patternCount).fill(1 / patternCount), weight: 0 },
): Float64Array {
  const weightOfAll = likelihoods.length + held.weight
  let shares = held.shares
  for (let round = 0; round < rounds; round += 1) {
    const sums = held.shares.map((share) => (share * held.weight) / weightOfAll)
    for (const likelihood of likelihoods) {
      let total = 0
      for (let pattern = 0; pattern < patternCount; pattern += 1) {
        total += (shares[pattern] as number) * (likelihood[pattern] as number)
      }
      const scale = 1 / (total * weightOfAll)
      for (let pattern = 0; pattern < patternCount; pattern += 1) {
        sums[pattern] =
          (sums[pattern] as number) + (shares[pattern] as number) * (likelihood[pattern] as number) * scale
      }
    }
    shares = sums
  }
  return shares
}

function levelsOf(chances: readonly number[]): number[] {
  const asForetold = Array.from({ length: levelPrior }, (_, index) => (index + 0.5) / levelPrior)
  return Array.from({ length: 19 }, (_, index) => quantile([...chances, ...asForetold], (index + 1) / 20))
}

function isSound({ gaps, sizes, open }: RenewalSeries): boolean {
  const isAbove0 = (value: number): boolean => value > 0 && value < Number.POSITIVE_INFINITY
  if (!gaps.every(isAbove0)) return false
  if (sizes !== undefined && (sizes.length !== gaps.length || !sizes.every(isAbove0))) return false
  return open === undefined || (open.length >= 0 && Number.isFinite(open.length) && isAbove0(open.size ?? 1))
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item)
}
