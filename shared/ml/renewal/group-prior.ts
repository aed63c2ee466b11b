import { learnShares, meanLogDensity } from './fit-renewal-prior.ts'
import type { RenewalPrior } from './renewal-prior.ts'
import { evenedGaps, evenedOpen, type RenewalSeries, stretchOf, usualSize } from './renewal-series.ts'

/** Fewer series of the group than this tell nothing that the population does not. */
const fewestSeries = 40
/** More are not looked at. */
const mostSeries = 1_000
/** What the population says weighs as much as so many series of the group. */
const priorWeight = 40
/** By how much better the last gaps have to be foretold: mean log density. Less is chance. */
const leastGain = 0.02

/**
 * What is usual in a group of a population: the population's prior with how common the patterns are among the group's own series,
 * learned by expectation-maximisation from the population's shares and held near them (a maximum a posteriori estimate, Dempster, Laird
 * and Rubin 1977), so that a small group is nearly the population.
 *
 * Null where it is no use: with fewer than 40 series of two gaps, or when the last gap of each is not foretold better from the earlier
 * ones of the group than of the whole population.
 */
export function groupPrior(prior: RenewalPrior, series: readonly RenewalSeries[]): RenewalPrior | null {
  const known = series.filter(({ gaps }) => gaps.length >= 2).slice(0, mostSeries)
  if (known.length < fewestSeries) return null
  const { tables, fading, sizeExponent } = prior
  const held = { shares: prior.shares, weight: priorWeight }
  const split = known.map((each) => {
    const before = {
      gaps: each.gaps.slice(0, -1),
      ...(each.sizes && { sizes: each.sizes.slice(0, -1) }),
    }
    const usual = usualSize(before)
    const size = each.sizes?.[each.gaps.length - 1] ?? usual
    const last = (each.gaps.at(-1) as number) / stretchOf(size, usual, sizeExponent)
    return { gaps: evenedGaps(before, sizeExponent), open: null, last }
  })
  const gain =
    meanLogDensity(tables, split, learnShares(tables, split, fading, held), fading) -
    meanLogDensity(tables, split, prior.shares, fading)
  if (gain < leastGain) return null
  const all = series
    .filter(({ gaps }) => gaps.length >= 1)
    .slice(0, mostSeries)
    .map((each) => ({ gaps: evenedGaps(each, sizeExponent), open: evenedOpen(each, sizeExponent) }))
  return { ...prior, shares: learnShares(tables, all, fading, held) }
}
