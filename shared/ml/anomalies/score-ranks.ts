import * as z from 'zod'

/** Quantiles of scores at equal steps, ascending: from the least to the greatest. */
export const scoreQuantilesSchema = z.array(z.number()).min(2).readonly()
export type ScoreQuantiles = z.infer<typeof scoreQuantilesSchema>

/** Of at least one score; more steps tell the greatest ones apart better. */
export function measureQuantiles(scores: Float64Array, stepCount = 1_000): ScoreQuantiles {
  const sorted = scores.slice().sort()
  return Array.from({ length: stepCount + 1 }, (_, step) => {
    const place = (step / stepCount) * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return low + (high - low) * (place - Math.floor(place))
  })
}

/**
 * Which share of the measured scores lies below a score, 0..1, with straight lines between quantiles. Where many scores are
 * equal, the middle of them; beyond the ends 0 and 1.
 */
export function rankOf(quantiles: ScoreQuantiles, score: number): number {
  const below = firstAtLeast(quantiles, score)
  const above = firstAbove(quantiles, score)
  const steps = quantiles.length - 1
  if (above > below) return (below + above - 1) / 2 / steps
  if (below === 0) return 0
  if (below > steps) return 1
  const [low, high] = [quantiles[below - 1] ?? 0, quantiles[below] ?? 0]
  return (below - 1 + (score - low) / (high - low)) / steps
}

function firstAtLeast(sorted: ScoreQuantiles, value: number): number {
  return firstWhere(sorted, (other) => other >= value)
}

function firstAbove(sorted: ScoreQuantiles, value: number): number {
  return firstWhere(sorted, (other) => other > value)
}

/** The first index from which `isReached` holds, by halving; the length where it never does. */
function firstWhere(sorted: ScoreQuantiles, isReached: (value: number) => boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isReached(sorted[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}
