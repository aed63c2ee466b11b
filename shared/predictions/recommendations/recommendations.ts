import * as z from 'zod'
import { fromBase64 } from '../../kernel/base64.ts'
import { fail, succeed } from '../../kernel/result.ts'
import type { LearningContext, Trainable } from '../trainable.ts'
import { chooseAlikeWeight } from './choose-alike-weight.ts'
import { learnSessions } from './learn-sessions.ts'
import { learnVectors, readVectors, scoreByVectors } from './learn-vectors.ts'
import { learnWeights, readWeights } from './learn-weights.ts'
import { type BeginStage, learningStages } from './learning-stages.ts'
import { measureFinding, scoreByWeights, splitOrders } from './measure-finding.ts'
import type { OrderList } from './order-list.ts'
import { itemSetsOfOrders, popularityOf } from './placed-order.ts'
import { catalogueHashes, catalogueText, productTexts, readProductTexts } from './product-names.ts'
import {
  type NumberedOrders,
  productOrderRows,
  productOrderWidth,
  readProductOrders,
} from './product-orders.ts'
import { packRecommendations } from './recommendation-bytes.ts'
import { repeatRates } from './repeat-rates.ts'

const fewestOrders = 50
/** Visits of so many days are learned from. */
const viewsOfDays = 30

const learnedSchema = z.object({
  weights: z.object({ compared: z.string(), serving: z.string() }),
  vectors: z.object({ compared: z.string(), index: z.string() }),
  sessions: z.object({ sessions: z.string().nullable(), hitRate: z.number(), triedCount: z.number() }),
})

/** What is bought together, what is alike, what is looked at next, what is popular, and what is bought again. */
export const recommendations: Trainable = {
  kind: 'recommendations',
  title: 'Recommendations',
  decidedBy: { metric: 'hitRateAt10', isHigherBetter: true },
  rowWidth: productOrderWidth,
  rowsOf: (example, { asOfMs }) => productOrderRows(example, asOfMs),
  textsOf: productTexts,
  catalogueText,
  viewsOfDays,
  train(numbers, context, saved, _champion, texts = new Map()) {
    const numbered = readProductOrders(numbers, catalogueHashes(texts))
    const { orders, visits, productHashes, soldCount } = numbered
    const together = countTogether(orders)
    if (together < fewestOrders) {
      const missing = fail({
        kind: 'not-enough-data' as const,
        message: `Not enough yet: it takes ${fewestOrders} orders of two products and more. There are ${together}`,
        retryable: false as const,
      })
      return { advance: () => true, progressRate: 1, save: () => ({}), result: () => missing }
    }
    const products = () => readProductTexts(texts, productHashes)
    const stages = learningStages(
      new Map<string, BeginStage>([
        ['weights', (state) => learnWeights(orders, soldCount, context.asOfMs, state)],
        ['vectors', (state) => learnVectors(numbered, products, context, state)],
        ['sessions', (state) => learnSessions(visits, productHashes.length, state)],
      ]),
      saved,
    )
    return {
      advance: () => stages.advance(),
      get progressRate() {
        return stages.progressRate
      },
      save: () => stages.save(),
      result() {
        const { weights, vectors, sessions } = learnedSchema.parse(Object.fromEntries(stages.learned))
        const compared = { compared: weights.compared, comparedVectors: vectors.compared }
        const { alikeWeight, blendNdcgAt10 } = chooseAlikeWeight(
          orders,
          readWeights(fromBase64(weights.compared)),
          readVectors(vectors.compared),
        )
        return succeed({
          algorithm: 'EASE, item2vec and VSKNN',
          artifact: { kind: 'recommendations', ...compared, productHashes: [...productHashes] },
          bytes: packRecommendations({
            weights: fromBase64(weights.serving),
            index: fromBase64(vectors.index),
            sessions: sessions.sessions === null ? null : fromBase64(sessions.sessions),
            alikeWeight,
            ...countsOf(numbered, context),
            productHashes,
            products: products(),
          }),
          dataFrom: orders.at(0)?.placedAt ?? context.asOfMs,
          dataTo: context.asOfMs,
          rowCount: orders.length,
          featureNames: [],
          parameters: {
            productCount: productHashes.length,
            soldProductCount: soldCount,
            visitCount: visits.length,
            alikeWeight,
          },
          metrics: {
            ...measureModels(orders, productHashes.length, compared),
            blendNdcgAt10,
            ...(sessions.triedCount > 0 && { visitHitRateAt20: sessions.hitRate }),
          },
          baselineMetrics: measurePopularity(orders, productHashes.length),
          importances: [],
          curves: [],
          reference: null,
        })
      },
    }
  },
  evaluate(artifact, numbers) {
    const { orders, productHashes } = readProductOrders(numbers)
    const { productHashes: known, ...compared } = artifactSchema.parse(artifact)
    // Products have other numbers in the two; those that came later are unknown to the earlier one.
    const numberThen = new Map(known.map((hash, number) => [hash, number]))
    const thenOfNow = productHashes.map((hash) => numberThen.get(hash) ?? -1)
    return measureModels(orders, productHashes.length, compared, { thenOfNow, knownCount: known.length })
  },
  // They are made when they are asked for.
  predictor: () => ({ predict: () => ({ rows: [], missing: null }) }),
}

const artifactSchema = z.object({
  kind: z.literal('recommendations'),
  compared: z.string(),
  /** Absent in versions that were learned before there were vectors. */
  comparedVectors: z.string().optional(),
  productHashes: z.array(z.number()),
})
type Compared = Pick<z.infer<typeof artifactSchema>, 'compared' | 'comparedVectors'>

/** How an earlier version numbers products: by the numbers they have now, -1 for one it did not know. */
interface EarlierNumbers {
  readonly thenOfNow: readonly number[]
  readonly knownCount: number
}

function countTogether(orders: OrderList): number {
  let count = 0
  for (const { items } of orders) if (items.length > 1) count += 1
  return count
}

/** Figures of EASE, which decides, and of item2vec beside it. */
function measureModels(
  orders: OrderList,
  productCount: number,
  { compared, comparedVectors }: Compared,
  earlier: EarlierNumbers | null = null,
): Record<string, number> {
  const { heldOut } = splitOrders(orders)
  const find = (score: ReturnType<typeof scoreByWeights>) =>
    measureFinding(
      heldOut,
      productCount,
      earlier === null ? score : (others, scores) => scoreThen(score, earlier, others, scores),
    )
  const together = find(scoreByWeights(readWeights(fromBase64(compared))))
  if (comparedVectors === undefined) return together
  const alike = find(scoreByVectors(readVectors(comparedVectors)))
  return { ...together, vectorHitRateAt10: alike.hitRateAt10, vectorNdcgAt10: alike.ndcgAt10 }
}

function scoreThen(
  score: ReturnType<typeof scoreByWeights>,
  { thenOfNow, knownCount }: EarlierNumbers,
  others: readonly number[],
  scores: Float64Array,
): void {
  const scoresThen = new Float64Array(knownCount)
  score(
    others.map((item) => thenOfNow[item] ?? -1).filter((item) => item >= 0),
    scoresThen,
  )
  for (const [item, then] of thenOfNow.entries()) scores[item] = scoresThen[then] ?? 0
}

/** The plain rule: what was in most orders, whatever it is asked beside. */
function measurePopularity(orders: OrderList, productCount: number): Record<string, number> {
  const { learned, heldOut } = splitOrders(orders)
  const counts = new Float64Array(productCount)
  for (const { items } of learned) for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return measureFinding(heldOut, productCount, (_, scores) => scores.set(counts))
}

function countsOf({ orders, productHashes }: NumberedOrders, { asOfMs }: Pick<LearningContext, 'asOfMs'>) {
  return {
    popularity: popularityOf(itemSetsOfOrders(orders, productHashes.length, asOfMs), asOfMs),
    repeatRates: repeatRates(orders, productHashes.length),
  }
}
