import { exactNeighbours } from '../../ml/nearest-neighbours/exact-neighbours.ts'
import { type ItemVectors, meanVector } from '../../ml/recommenders/item-vectors.ts'
import type { ItemWeights } from '../../ml/recommenders/item-weights.ts'
import { alikeWeights, blendCandidates } from './blend-candidates.ts'
import { boughtTogether } from './bought-together.ts'
import { candidatesOfSource, type OfferedCandidates } from './candidate.ts'
import { heldOutTrials, splitOrders } from './measure-finding.ts'
import type { OrderList } from './order-list.ts'

const mostTrials = 500
const k = 10
/** A source is only mixed in when that finds so much more: less is chance. */
const leastGainRate = 0.02

/** How well a blend of what is bought together and what is alike found what was taken out of held-out orders. */
export interface ChosenAlikeWeight {
  readonly alikeWeight: number
  /** Discounted gain (0..1) of the first ten with that weight. */
  readonly blendNdcgAt10: number
}

/**
 * The weight of what is alike beside what is bought together: 0, where it only fills up, unless another one finds clearly more.
 * Both models have to be those that have not seen the newest tenth of the orders.
 */
export function chooseAlikeWeight(
  orders: OrderList,
  weights: ItemWeights,
  vectors: ItemVectors,
): ChosenAlikeWeight {
  const find = boughtTogether(weights)
  const trials = heldOutTrials(splitOrders(orders).heldOut, mostTrials)
  const gains = new Float64Array(alikeWeights.length)
  for (const { target, others } of trials) {
    const offers = offersBeside(others, find, vectors)
    for (const [place, weight] of alikeWeights.entries()) {
      const rank = 1 + blendCandidates(offers, weight).findIndex(({ product }) => product === target)
      if (rank >= 1 && rank <= k) gains[place] = (gains[place] ?? 0) + 1 / Math.log2(1 + rank)
    }
  }
  const [filling = 0] = gains
  let best = 0
  for (const [place, gain] of gains.entries()) {
    if (gain > (gains[best] ?? 0) && gain >= filling * (1 + leastGainRate)) best = place
  }
  return {
    alikeWeight: alikeWeights[best] ?? 0,
    blendNdcgAt10: (gains[best] ?? 0) / Math.max(1, trials.length),
  }
}

function offersBeside(
  others: readonly number[],
  find: ReturnType<typeof boughtTogether>,
  vectors: ItemVectors,
): OfferedCandidates[] {
  const isAllowed = (product: number) => !others.includes(product)
  const query = meanVector(
    vectors,
    others.filter((item) => item < vectors.itemCount).map((item) => ({ item, weight: 1 })),
  )
  const near = query === null ? [] : exactNeighbours(vectors, query, candidatesOfSource)
  return [
    {
      source: 'basket',
      candidates: find(
        others.map((product) => ({ product, strength: 1 })),
        isAllowed,
      ),
    },
    {
      source: 'alike',
      candidates: near
        .filter(({ item, similarity }) => similarity > 0 && isAllowed(item))
        .map(({ item, similarity }) => ({ product: item, score: similarity, becauseOf: null })),
    },
  ]
}
