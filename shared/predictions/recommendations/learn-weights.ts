import * as z from 'zod'
import { fromBase64, toBase64 } from '../../kernel/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { type IndexedItemSets, indexItemSets } from '../../ml/recommenders/indexed-item-sets.ts'
import type { ItemWeights } from '../../ml/recommenders/item-weights.ts'
import { itemWeightsFromBytes, itemWeightsToBytes } from '../../ml/recommenders/item-weights-bytes.ts'
import { resumeWeights, trainWeights, type WeightTraining } from '../../ml/recommenders/weight-training.ts'
import type { LearningStage } from './learning-stages.ts'
import { splitOrders } from './measure-finding.ts'
import type { OrderList } from './order-list.ts'
import { itemSetsOfOrders } from './placed-order.ts'

/** Products that are weighed against each other, the most bought; of the others vectors tell. 10 MB at most. */
const mostWeighedProducts = 20_000

const stateSchema = z.object({
  /** The training that goes on, in base64; null between two. */
  training: z.string().nullable(),
  compared: z.string().nullable(),
  serving: z.string().nullable(),
})

/**
 * Learns what is bought together twice: `compared` without the newest tenth of the orders, on which it is measured, and
 * `serving` with all. Both are what is saved in the end, in base64.
 */
export function learnWeights(
  orders: OrderList,
  soldCount: number,
  nowMs: number,
  saved: JsonObject | null,
): LearningStage {
  const state = stateSchema.parse(saved ?? { training: null, compared: null, serving: null })
  let training: WeightTraining | null = null
  const next = () => (state.compared === null ? 'compared' : 'serving')
  const open = (): WeightTraining => {
    if (training !== null) return training
    const part = next() === 'compared' ? splitOrders(orders).learned : orders
    const sets = indexItemSets(itemSetsOfOrders(part, Math.min(soldCount, mostWeighedProducts), nowMs))
    training = state.training === null ? trainWeights(sets) : resumed(sets, state.training)
    state.training = null
    return training
  }
  return {
    advance() {
      if (state.serving !== null) return true
      if (open().advance()) {
        const trained = open().result()
        if (!trained.ok) throw new Error(trained.failure.message)
        state[next()] = toBase64(itemWeightsToBytes(trained.value.weights))
        training = null
      }
      return state.serving !== null
    },
    get progressRate() {
      const ended = (state.compared === null ? 0 : 1) + (state.serving === null ? 0 : 1)
      return ended / 2 + (training?.progressRate ?? 0) / 2
    },
    save: () => ({ ...state, training: training === null ? state.training : toBase64(training.save()) }),
  }
}

function resumed(sets: IndexedItemSets, saved: string): WeightTraining {
  const training = resumeWeights(sets, fromBase64(saved))
  if (!training.ok) throw new Error(training.failure.message)
  return training.value
}

/** Throws when it is no artifact: it comes from the registry. */
export function readWeights(bytes: ArrayBuffer): ItemWeights {
  const weights = itemWeightsFromBytes(bytes)
  if (!weights.ok) throw new Error(weights.failure.message)
  return weights.value
}
