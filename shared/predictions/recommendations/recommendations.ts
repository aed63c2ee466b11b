import * as z from 'zod'
import { hash53 } from '../../kernel/hash.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { fail, succeed } from '../../kernel/result.ts'
import type { Trainable } from '../trainable.ts'
import {
  measureFinding,
  readWeights,
  scoreByWeights,
  splitOrders,
  WeightsInTwo,
} from './learn-recommendations.ts'
import { itemSetsOfOrders, type PlacedOrder, popularityOf } from './placed-order.ts'
import { namedProductSchema, productTexts, readProductTexts } from './product-names.ts'
import { productOrderRows, productOrderWidth, readProductOrders } from './product-orders.ts'
import type { RecommendationModels } from './recommendation.ts'
import { repeatRates } from './repeat-rates.ts'

const fewestOrders = 50

/** What is bought together, what is popular, and what is bought again. */
export const recommendations: Trainable = {
  kind: 'recommendations',
  title: 'Recommendations',
  decidedBy: { metric: 'hitRateAt10', isHigherBetter: true },
  rowWidth: productOrderWidth,
  rowsOf: (example, { asOfMs }) => productOrderRows(example, asOfMs),
  textsOf: productTexts,
  train(numbers, context, saved, _champion, texts = new Map()) {
    const { orders, productHashes } = readProductOrders(numbers)
    const together = orders.filter(({ items }) => items.length > 1).length
    if (together < fewestOrders) {
      const missing = fail({
        kind: 'not-enough-data' as const,
        message: `Not enough yet: it takes ${fewestOrders} orders of two products and more. There are ${together}`,
        retryable: false as const,
      })
      return { advance: () => true, progressRate: 1, save: () => ({}), result: () => missing }
    }
    const productCount = productHashes.length
    const learning = new WeightsInTwo(orders, productCount, context.asOfMs, saved)
    return {
      advance: () => learning.advance(),
      get progressRate() {
        return learning.progressRate
      },
      save: () => learning.save(),
      result() {
        const { learned, heldOut } = splitOrders(orders)
        const popularity = popularityOf(
          itemSetsOfOrders(orders, productCount, context.asOfMs),
          context.asOfMs,
        )
        const counts = countProducts(learned, productCount)
        return succeed({
          algorithm: 'EASE',
          artifact: {
            kind: 'recommendations',
            ...learning.weights,
            products: readProductTexts(texts, productHashes),
            productHashes: [...productHashes],
            popularity: [...popularity],
            repeatRates: [...repeatRates(orders, productCount)],
          },
          dataFrom: orders[0]?.placedAt ?? context.asOfMs,
          dataTo: context.asOfMs,
          rowCount: orders.length,
          featureNames: [],
          parameters: { productCount },
          metrics: measureFinding(
            heldOut,
            productCount,
            scoreByWeights(readWeights(learning.weights.compared)),
          ),
          baselineMetrics: measureFinding(heldOut, productCount, (_, scores) => scores.set(counts)),
          importances: [],
          curves: [],
          reference: null,
        })
      },
    }
  },
  evaluate(artifact, numbers) {
    const { orders, productHashes } = readProductOrders(numbers)
    const { compared, productHashes: known } = artifactSchema.parse(artifact)
    // Products have other numbers in the two; those that came later are unknown to the earlier one.
    const numberThen = new Map(known.map((hash, number) => [hash, number]))
    const thenOfNow = productHashes.map((hash) => numberThen.get(hash) ?? -1)
    const scoreThen = scoreByWeights(readWeights(compared))
    const scoresThen = new Float64Array(known.length)
    return measureFinding(splitOrders(orders).heldOut, productHashes.length, (others, scores) => {
      scoresThen.fill(0)
      scoreThen(
        others.map((item) => thenOfNow[item] ?? -1).filter((item) => item >= 0),
        scoresThen,
      )
      for (const [item, then] of thenOfNow.entries()) scores[item] = scoresThen[then] ?? 0
    })
  },
  // They are made when they are asked for.
  predictor: () => ({ predict: () => ({ rows: [], missing: null }) }),
}

/** In how many orders each product is. */
function countProducts(orders: readonly PlacedOrder[], productCount: number): Float64Array {
  const counts = new Float64Array(productCount)
  for (const { items } of orders) for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return counts
}

const artifactSchema = z.object({
  kind: z.literal('recommendations'),
  compared: z.string(),
  serving: z.string(),
  products: z.array(namedProductSchema.nullable()),
  productHashes: z.array(z.number()),
  popularity: z.array(z.number()),
  repeatRates: z.array(z.number()),
})

/** A model of recommendations, ready to be asked. */
export interface LearnedProducts {
  readonly models: RecommendationModels
  /** By product number; null: nothing but that it was bought is known of it. */
  readonly products: readonly (z.infer<typeof namedProductSchema> | null)[]
  /** The number of a product; undefined for one that was never bought. */
  numberOf(productId: string): number | undefined
}

/** Throws when it is no artifact of recommendations: it comes from the registry. */
export function readRecommendations(artifact: JsonObject): LearnedProducts {
  const { serving, products, productHashes, popularity, repeatRates: rates } = artifactSchema.parse(artifact)
  const numbers = new Map(productHashes.map((hash, number) => [hash, number]))
  return {
    models: {
      weights: readWeights(serving),
      sessions: null,
      popularity: Float32Array.from(popularity),
      repeatRates: Float32Array.from(rates),
    },
    products,
    numberOf: (productId) => numbers.get(hash53(productId)),
  }
}
