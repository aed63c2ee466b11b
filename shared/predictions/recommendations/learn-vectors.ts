import * as z from 'zod'
import { fromBase64, toBase64 } from '../../kernel/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { buildInvertedLists } from '../../ml/nearest-neighbours/build-inverted-lists.ts'
import { dotProduct } from '../../ml/nearest-neighbours/exact-neighbours.ts'
import { invertedListsToBytes } from '../../ml/nearest-neighbours/inverted-lists-bytes.ts'
import { collectItemSets, type ItemSets } from '../../ml/recommenders/item-sets.ts'
import { type ItemVectors, meanVector } from '../../ml/recommenders/item-vectors.ts'
import {
  type Item2vecTraining,
  item2vecDefaults,
  runItem2vecEpoch,
  startItem2vec,
  vectorsOfTraining,
} from '../../ml/recommenders/item2vec.ts'
import {
  item2vecTrainingFromBytes,
  item2vecTrainingToBytes,
  itemVectorsFromBytes,
  itemVectorsToBytes,
} from '../../ml/recommenders/item2vec-bytes.ts'
import { fillContentVectors } from './content-vectors.ts'
import type { LearningStage } from './learning-stages.ts'
import { type ScoreProducts, splitOrders } from './measure-finding.ts'
import type { OrderList } from './order-list.ts'
import type { NamedProduct } from './product-names.ts'
import type { NumberedOrders } from './product-orders.ts'

const stateSchema = z.object({
  /** The training that goes on, in base64; null between two. */
  training: z.string().nullable(),
  compared: z.string().nullable(),
  index: z.string().nullable(),
})

/**
 * Learns a vector a product from orders and visits, twice: `compared` without the newest tenth of the orders and the visits
 * since then, and with all, from which comes `index`, with vectors by category, brand and price for products that were never
 * bought nor looked at with others. Both are what is saved in the end, in base64.
 */
export function learnVectors(
  { orders, visits, productHashes }: NumberedOrders,
  products: () => readonly (NamedProduct | null)[],
  { asOfMs, seed }: { readonly asOfMs: number; readonly seed: number },
  saved: JsonObject | null,
): LearningStage {
  const state = stateSchema.parse(saved ?? { training: null, compared: null, index: null })
  let opened: { readonly sets: ItemSets; readonly training: Item2vecTraining } | null = null
  const open = () => {
    if (opened !== null) return opened
    const { learned, heldOut } = splitOrders(orders)
    const isCompared = state.compared === null
    const untilMs = isCompared ? (heldOut.at(0)?.placedAt ?? asOfMs) : asOfMs
    const sets = collectItemSets(
      setsUntil([isCompared ? learned : orders, visits], untilMs),
      productHashes.length,
    )
    const training =
      state.training === null
        ? startItem2vec(productHashes.length, { ...item2vecDefaults, seed })
        : readTraining(state.training)
    state.training = null
    opened = { sets, training }
    return opened
  }
  return {
    advance() {
      if (state.index !== null) return true
      const { sets, training } = open()
      if (training.epochsDone < training.options.epochs) {
        runItem2vecEpoch(training, sets)
        return false
      }
      const vectors = vectorsOfTraining(training, sets)
      if (state.compared === null) state.compared = toBase64(itemVectorsToBytes(vectors))
      else state.index = toBase64(indexOf(vectors, products(), seed))
      opened = null
      return state.index !== null
    },
    get progressRate() {
      const ended = (state.compared === null ? 0 : 1) + (state.index === null ? 0 : 1)
      const share = opened === null ? 0 : opened.training.epochsDone / opened.training.options.epochs
      return Math.min(1, (ended + share) / 2)
    },
    save: () => ({
      ...state,
      training: opened === null ? state.training : toBase64(item2vecTrainingToBytes(opened.training)),
    }),
  }
}

function* setsUntil(lists: readonly OrderList[], untilMs: number) {
  for (const list of lists) {
    for (const { items, placedAt } of list) if (placedAt <= untilMs) yield { items, at: placedAt }
  }
}

function indexOf(
  vectors: ItemVectors,
  products: readonly (NamedProduct | null)[],
  seed: number,
): ArrayBuffer {
  const nothing = { category: null, brand: null, priceMinor: null }
  const filled = fillContentVectors(
    vectors,
    products.map((product) => product ?? nothing),
  )
  const lists = buildInvertedLists(filled, { seed })
  if (!lists.ok) throw new Error(lists.failure.message)
  return invertedListsToBytes(lists.value)
}

function readTraining(base64: string): Item2vecTraining {
  const training = item2vecTrainingFromBytes(fromBase64(base64))
  if (!training.ok) throw new Error(training.failure.message)
  return training.value
}

/** Throws when it is nothing that {@link learnVectors} saved. */
export function readVectors(base64: string): ItemVectors {
  const vectors = itemVectorsFromBytes(fromBase64(base64))
  if (!vectors.ok) throw new Error(vectors.failure.message)
  return vectors.value
}

/** Scores by the direction in which the others lie together: 1 to 3, so that 0 is for what nothing is known of. */
export function scoreByVectors(vectors: ItemVectors): ScoreProducts {
  const { dimensions, values, itemCount } = vectors
  return (others, scores) => {
    const query = meanVector(
      vectors,
      others.filter((item) => item < itemCount).map((item) => ({ item, weight: 1 })),
    )
    if (query === null) return
    for (let item = 0; item < itemCount; item += 1) {
      const similarity = dotProduct(values, item * dimensions, query)
      if (similarity !== 0) scores[item] = 2 + similarity
    }
  }
}
