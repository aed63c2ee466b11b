import { type SparseScores, sparseScores } from './basket-history.ts'

/** The settings the paper found for TaFeng: baskets a group, and how much of its weight a basket or group keeps a step back. */
export const groupSize = 7
const basketDecay = 0.9
const groupDecay = 0.7

/**
 * How often somebody takes each item, newer baskets counting more: within groups of seven baskets each counts 0.9 times the next
 * newer one, and each group 0.7 times the next newer group. The personal part of TIFU-KNN (Hu, He, Gao and Zhang 2020, "Modeling
 * personalized item frequency information for next-basket recommendation", eq. 1 and 2).
 */
export function decayedProfile(baskets: readonly (readonly number[])[]): SparseScores {
  const scores = new Map<number, number>()
  const groupCount = Math.ceil(baskets.length / groupSize)
  for (let back = 0; back < baskets.length; back += 1) {
    const group = Math.floor(back / groupSize)
    const size = Math.min(groupSize, baskets.length - group * groupSize)
    const weight = (basketDecay ** (back % groupSize) / size) * (groupDecay ** group / groupCount)
    for (const item of new Set(baskets[baskets.length - 1 - back]))
      scores.set(item, (scores.get(item) ?? 0) + weight)
  }
  return sparseScores(scores)
}
