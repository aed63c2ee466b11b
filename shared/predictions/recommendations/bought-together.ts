import { dayMs } from '../../kernel/time.ts'
import { addItemScores, type ItemWeights } from '../../ml/recommenders/item-weights.ts'
import { bestProducts, type Candidate } from './candidate.ts'

/** A product the customer has or had to do with, and how much that counts (0 to 1). */
export interface Told {
  readonly product: number
  readonly strength: number
}

const purchaseHalfLifeDays = 180
const lastPurchases = 50

/** The newest purchases, each product once, counting half after 180 days. */
export function toldByPurchases(
  purchases: readonly { readonly product: number; readonly placedAt: number }[],
  nowMs: number,
): Told[] {
  const newest = purchases
    .filter(({ placedAt }) => placedAt <= nowMs)
    .sort((left, right) => right.placedAt - left.placedAt)
  const placedAtOf = new Map<number, number>()
  for (const { product, placedAt } of newest) {
    if (placedAtOf.size >= lastPurchases) break
    if (!placedAtOf.has(product)) placedAtOf.set(product, placedAt)
  }
  return Array.from(placedAtOf, ([product, placedAt]) => ({
    product,
    strength: 2 ** (-(nowMs - placedAt) / dayMs / purchaseHalfLifeDays),
  }))
}

/** A function that finds what is bought together with given products; it keeps its working memory between calls. */
export function boughtTogether(
  weights: ItemWeights,
): (told: readonly Told[], isAllowed: (product: number) => boolean) => Candidate[] {
  const scores = new Float64Array(weights.itemCount)
  const largest = new Float64Array(weights.itemCount)
  const becauseOf = new Uint32Array(weights.itemCount)
  const isTouched = new Uint8Array(weights.itemCount)
  return (told, isAllowed) => {
    const touched: number[] = []
    for (const { product, strength } of told) {
      addItemScores(weights, product, strength, scores, (target, added) => {
        if (isTouched[target] === 0) {
          isTouched[target] = 1
          touched.push(target)
        }
        if (added > (largest[target] as number)) {
          largest[target] = added
          becauseOf[target] = product
        }
      })
    }
    const candidates = bestProducts(touched, scores, isAllowed, (product) => becauseOf[product] as number)
    for (const product of touched) {
      scores[product] = 0
      largest[product] = 0
      isTouched[product] = 0
    }
    return candidates
  }
}
