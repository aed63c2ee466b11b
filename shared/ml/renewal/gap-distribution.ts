import { averageAtStep, firstStep, lastStep, lengthAt, stepOf } from './gap-tables.ts'
import { logLikelihoods, posterior, relativeLikelihoods } from './pattern-posterior.ts'
import type { RenewalPrior } from './renewal-prior.ts'
import { evenedGaps, type RenewalSeries, stretchOf, usualSize } from './renewal-series.ts'

/** How long the gap that is open, counted from its start, is going to be. Lengths in the unit of the series. */
export interface GapDistribution {
  /** The length that it stays below with this chance, 0..1 exclusive: 0.5 the median. */
  quantile(chance: number): number
  /** The chance, 0..1, that it is at most so long. */
  chanceUpTo(length: number): number
}

/**
 * The distribution of a series' next gap: the population's patterns, weighted by how well each explains the person's own gaps
 * and that the open one has lasted so long already; stretched when more than usual was taken; its levels straightened
 * by how such distributions turned out. With no gaps at all it is what is usual in the population.
 *
 * It counts from the start of the gap and includes lengths already exceeded, so that one can say how overdue it is.
 */
export function nextGap(prior: RenewalPrior, series: RenewalSeries): GapDistribution {
  const { tables, fading, sizeExponent, levels } = prior
  const usual = usualSize(series)
  const stretch = stretchOf(series.open?.size ?? usual, usual, sizeExponent)
  const open = series.open === undefined ? null : series.open.length / stretch
  const likelihoods = relativeLikelihoods(
    logLikelihoods(tables, evenedGaps(series, sizeExponent), open, fading),
  )
  const weights = posterior(prior.shares, likelihoods)
  const chanceAt = (step: number): number => averageAtStep(tables, tables.chance, step, weights)
  return {
    quantile: (chance) => {
      const level = straightLevel(levels, chance)
      let low = firstStep()
      let high = lastStep(tables)
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (chanceAt(middle) < level) low = middle
        else high = middle
      }
      const [below, above] = [chanceAt(low), chanceAt(high)]
      const part = above > below ? Math.min(1, Math.max(0, (level - below) / (above - below))) : 0.5
      return stretch * lengthAt(tables, low + part)
    },
    chanceUpTo: (length) => {
      if (!(length > 0)) return 0
      return straightChance(levels, chanceAt(stepOf(tables, length / stretch)))
    },
  }
}

/** Between 0, the known levels at every twentieth, and 1: straight lines. */
function straightLevel(levels: readonly number[], chance: number): number {
  const position = Math.min(1, Math.max(0, chance)) * 20
  const below = Math.min(19, Math.floor(position))
  const [low, high] = [levelAt(levels, below), levelAt(levels, below + 1)]
  return low + (position - below) * (high - low)
}

function straightChance(levels: readonly number[], level: number): number {
  let below = 0
  while (below < 19 && levelAt(levels, below + 1) <= level) below += 1
  const [low, high] = [levelAt(levels, below), levelAt(levels, below + 1)]
  return Math.min(1, (below + (high > low ? Math.min(1, (level - low) / (high - low)) : 0)) / 20)
}

function levelAt(levels: readonly number[], index: number): number {
  if (index === 0) return 0
  return index === 20 ? 1 : (levels[index - 1] as number)
}
