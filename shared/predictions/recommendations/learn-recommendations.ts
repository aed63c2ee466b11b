import * as z from 'zod'
import { fromBase64, toBase64 } from '../../kernel/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type IndexedItemSets, indexItemSets } from '../../ml/recommenders/indexed-item-sets.ts'
import { addItemScores, type ItemWeights } from '../../ml/recommenders/item-weights.ts'
import { itemWeightsFromBytes, itemWeightsToBytes } from '../../ml/recommenders/item-weights-bytes.ts'
import { rankMetrics, rankOf } from '../../ml/recommenders/rank-metrics.ts'
import { resumeWeights, trainWeights, type WeightTraining } from '../../ml/recommenders/weight-training.ts'
import { itemSetsOfOrders, type PlacedOrder } from './placed-order.ts'

const stateSchema = z.object({
  /** The training that goes on, in base64; null between two. */
  training: z.string().nullable(),
  compared: z.string().nullable(),
  serving: z.string().nullable(),
})

/**
 * Learns what is bought together twice: `compared` without the newest tenth of the orders, on which it is measured, and
 * `serving` with all. One step at a time.
 */
export class WeightsInTwo {
  readonly #sets: { readonly compared: IndexedItemSets; readonly serving: IndexedItemSets }
  readonly #state: z.infer<typeof stateSchema>
  #training: WeightTraining | null = null

  constructor(orders: readonly PlacedOrder[], productCount: number, nowMs: number, saved: unknown) {
    const { learned } = splitOrders(orders)
    const index = (part: readonly PlacedOrder[]) => indexItemSets(itemSetsOfOrders(part, productCount, nowMs))
    this.#sets = { compared: index(learned), serving: index(orders) }
    this.#state = stateSchema.parse(saved ?? { training: null, compared: null, serving: null })
  }

  get progressRate(): number {
    const ended = (this.#state.compared === null ? 0 : 1) + (this.#state.serving === null ? 0 : 1)
    return ended / 2 + (this.#training?.progressRate ?? 0) / 2
  }

  /** True when both are learned. */
  advance(): boolean {
    const state = this.#state
    const which = state.compared === null ? 'compared' : 'serving'
    if (state[which] !== null) return true
    const training = this.#open(this.#sets[which])
    if (training.advance()) {
      const trained = training.result()
      if (!trained.ok) throw new Error(trained.failure.message)
      state[which] = toBase64(itemWeightsToBytes(trained.value.weights))
      this.#training = null
      state.training = null
    }
    return state.serving !== null
  }

  save(): JsonObject {
    const training = this.#training === null ? this.#state.training : toBase64(this.#training.save())
    return { ...this.#state, training }
  }

  /** After the last `advance`, in base64. */
  get weights(): { compared: string; serving: string } {
    return { compared: this.#state.compared ?? '', serving: this.#state.serving ?? '' }
  }

  #open(sets: IndexedItemSets): WeightTraining {
    if (this.#training !== null) return this.#training
    const { training: saved } = this.#state
    const resumed = saved === null ? null : resumeWeights(sets, fromBase64(saved))
    if (resumed !== null && !resumed.ok) throw new Error(resumed.failure.message)
    this.#training = resumed === null ? trainWeights(sets) : resumed.value
    return this.#training
  }
}

/** Throws when it is no artifact: it comes from the registry. */
export function readWeights(base64: string): ItemWeights {
  const weights = itemWeightsFromBytes(fromBase64(base64))
  if (!weights.ok) throw new Error(weights.failure.message)
  return weights.value
}

const heldOutRate = 0.1
const mostTrials = 1_000
const k = 10

/** The newest tenth of the orders is held out. */
export function splitOrders(orders: readonly PlacedOrder[]): {
  learned: readonly PlacedOrder[]
  heldOut: readonly PlacedOrder[]
} {
  const cut = Math.ceil(orders.length * (1 - heldOutRate))
  return { learned: orders.slice(0, cut), heldOut: orders.slice(cut) }
}

/**
 * One product is taken out of each held-out order of two and more, evenly over the places, and looked for among the first
 * {@link k} that `score` gives for the others.
 */
export function measureFinding(
  heldOut: readonly PlacedOrder[],
  productCount: number,
  score: (others: readonly number[], scores: Float64Array) => void,
): Record<string, number> {
  const asked = heldOut.filter(({ items }) => items.length > 1).slice(-mostTrials)
  const scores = new Float64Array(productCount)
  const ranks = asked.map(({ items }, trial) => {
    const target = items[trial % items.length] ?? 0
    const others = items.filter((item) => item !== target)
    scores.fill(0)
    score(others, scores)
    return rankOf(target, scores, others)
  })
  const { hitRate, meanReciprocalRank } = rankMetrics(ranks, k)
  return { hitRateAt10: hitRate, mrrAt10: meanReciprocalRank, trialCount: ranks.length }
}

export function scoreByWeights(weights: ItemWeights) {
  return (others: readonly number[], scores: Float64Array) => {
    for (const item of others) if (item < weights.itemCount) addItemScores(weights, item, 1, scores)
  }
}
