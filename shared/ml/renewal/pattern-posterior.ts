import { addAtStep, type GapTables, stepOf } from './gap-tables.ts'

/**
 * How well each pattern explains gaps (the newest last, each counting `fading` times what the next newer counts) and an
 * open gap, as logarithms of likelihoods; in `logs`, whatever was in it.
 */
export function logLikelihoods(
  tables: GapTables,
  gaps: readonly number[],
  open: number | null,
  fading: number,
  logs = new Float64Array(tables.patternCount),
): Float64Array {
  logs.fill(0)
  let weight = 1
  for (let index = gaps.length - 1; index >= 0; index -= 1) {
    addAtStep(tables, tables.logDensity, stepOf(tables, gaps[index] as number), weight, logs)
    weight *= fading
  }
  if (open !== null && open > 0) addAtStep(tables, tables.logChanceAbove, stepOf(tables, open), 1, logs)
  return logs
}

/** The same relative to the best pattern's, 0..1, in place. */
export function relativeLikelihoods(logs: Float64Array): Float64Array {
  let best = Number.NEGATIVE_INFINITY
  for (const value of logs) if (value > best) best = value
  for (let pattern = 0; pattern < logs.length; pattern += 1)
    logs[pattern] = Math.exp((logs[pattern] as number) - best)
  return logs
}

/** Bayes' rule: how likely each pattern is, given how common it is and how well it explains what was seen. */
export function posterior(shares: Float64Array, likelihoods: ArrayLike<number>): Float64Array {
  const weights = shares.map((share, pattern) => share * (likelihoods[pattern] as number))
  let sum = 0
  for (const weight of weights) sum += weight
  // Nothing common explains it at all: then what is common is all there is to go by.
  if (!(sum > 0)) return shares
  for (let pattern = 0; pattern < weights.length; pattern += 1)
    weights[pattern] = (weights[pattern] as number) / sum
  return weights
}
