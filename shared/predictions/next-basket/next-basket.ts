import * as z from 'zod'
import { fromBase64, toBase64 } from '../../kernel/base64.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { fail, succeed } from '../../kernel/result.ts'
import { fitNextBasket } from '../../ml/next-basket/fit-next-basket.ts'
import { nextBasketFromBytes, nextBasketToBytes } from '../../ml/next-basket/next-basket-bytes.ts'
import { type NextBasketModel, nextBasketModel } from '../../ml/next-basket/next-basket-model.ts'
import { type BeginStage, type LearningStage, learningStages } from '../recommendations/learning-stages.ts'
import { productTexts, readProductTexts } from '../recommendations/product-names.ts'
import { productOrderRows, productOrderWidth, readProductOrders } from '../recommendations/product-orders.ts'
import type { Trainable } from '../trainable.ts'
import { learnBasketRhythm, readRhythm, rhythmArtifact } from './basket-rhythm.ts'
import { basketsOfCustomers, type CustomerBaskets } from './customer-baskets.ts'
import {
  type AskedCustomer,
  askCustomers,
  foretellBy,
  foretellMostBought,
  measureForetelling,
} from './learn-next-basket.ts'
import { packNextBaskets } from './next-basket-reader.ts'

/** Products that are looked at, those in most orders: nobody's basket is foretold by what hardly anybody buys. */
const mostProducts = 20_000
/** Of more customers, so many are learned from. */
const mostPeople = 10_000
const fewestPeople = 20
/** The weights are tried on so many of them. */
const mostTrialPeople = 500
/** Every so manieth is not learned from by the model that is measured, but asked. */
const heldOutEvery = 5
const mostHeldOut = 1_000

/** What each customer will take next, of what they took before and of what others like them took. */
export const nextBasket: Trainable = {
  kind: 'next-basket',
  title: 'Next basket',
  decidedBy: { metric: 'recallAt10', isHigherBetter: true },
  rowWidth: productOrderWidth,
  rowsOf: (example, { asOfMs }) => productOrderRows({ ...example, views: [] }, asOfMs),
  textsOf: productTexts,
  train(numbers, context, saved, _champion, texts = new Map()) {
    const { orders, productHashes } = readProductOrders(numbers)
    const itemCount = Math.min(productHashes.length, mostProducts)
    const people = basketsOfCustomers(orders, itemCount, mostPeople)
    const { learned: comparable } = split(people)
    if (comparable.filter(({ baskets }) => baskets.length > 1).length < fewestPeople) {
      const missing = fail({
        kind: 'not-enough-data' as const,
        message: `Not enough yet: it takes ${fewestPeople} customers who bought on two days, beside a fifth of all that it is measured on`,
        retryable: false as const,
      })
      return { advance: () => true, progressRate: 1, save: () => ({}), result: () => missing }
    }
    const stages = learningStages(
      new Map<string, BeginStage>([
        ['rhythm', () => oneStep(() => rhythmArtifact(learnBasketRhythm(people.map(withoutLast))))],
        [
          'compared',
          (_, learned) =>
            oneStep(() => {
              const asked = askCustomers(comparable, readRhythm(learned.get('rhythm')))
              return written(fitNextBasket(asked, itemCount, { mostTrialPeople }))
            }),
        ],
        [
          'serving',
          (_, learned) =>
            oneStep(() => {
              const asked = askCustomers(people, readRhythm(learned.get('rhythm')))
              const { weights } = readModel(learned.get('compared'))
              return written(fitNextBasket(asked, itemCount, { weights }))
            }),
        ],
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
        const rhythm = readRhythm(stages.learned.get('rhythm'))
        const [compared, serving] = [
          readModel(stages.learned.get('compared')),
          readModel(stages.learned.get('serving')),
        ]
        const heldOut = askCustomers(split(people).heldOut, rhythm)
        const { metrics, hitRates } = measureForetelling(heldOut, foretellBy(compared))
        const tifu = { tifu: 1, retake: 0, due: 0, peers: 0 }
        const tifuAlone = measureForetelling(heldOut, foretellBy(nextBasketModel(compared.knowledge, tifu)))
        const hashes = productHashes.slice(0, itemCount)
        return succeed({
          algorithm: 'TIFU-KNN blended with renewal',
          artifact: {
            kind: 'next-baskets',
            compared: stages.learned.get('compared') ?? {},
            rhythm: rhythmArtifact(rhythm),
            productHashes: hashes,
          },
          bytes: packNextBaskets({
            model: serving,
            rhythm,
            hitRates,
            productHashes: hashes,
            products: readProductTexts(texts, hashes),
          }),
          dataFrom: orders.at(0)?.placedAt ?? context.asOfMs,
          dataTo: context.asOfMs,
          rowCount: orders.length,
          featureNames: [],
          parameters: { productCount: itemCount, customerCount: people.length, ...weightsOf(serving) },
          metrics: { ...metrics, tifuRecallAt10: tifuAlone.metrics.recallAt10 ?? 0 },
          baselineMetrics: measureForetelling(heldOut, foretellMostBought).metrics,
          importances: [],
          curves: [],
          reference: null,
        })
      },
    }
  },
  evaluate(artifact, numbers) {
    const { compared, productHashes: known, ...kept } = artifactSchema.parse(artifact)
    const rhythm = readRhythm(kept.rhythm)
    const { orders, productHashes } = readProductOrders(numbers)
    const itemCount = Math.min(productHashes.length, mostProducts)
    const people = basketsOfCustomers(orders, itemCount, mostPeople)
    const heldOut = askCustomers(split(people).heldOut, rhythm)
    // Products have other numbers in the two; one that came later is unknown to the earlier one.
    const thenOf = new Map(known.map((hash, number) => [hash, number]))
    const thenOfNow = productHashes.map((hash) => thenOf.get(hash) ?? -1)
    const nowOfThen = new Map(thenOfNow.map((then, now) => [then, now]))
    const foretell = foretellBy(readModel(compared))
    return measureForetelling(heldOut, (customer) =>
      foretell(numberedThen(customer, thenOfNow)).flatMap((then) => nowOfThen.get(then) ?? []),
    ).metrics
  },
  // It is made when it is asked for.
  predictor: () => ({ predict: () => ({ rows: [], missing: null }) }),
}

function withoutLast({ customer, baskets }: CustomerBaskets): CustomerBaskets {
  return { customer, baskets: baskets.slice(0, -1) }
}

/**
 * A fifth of the people, at most {@link mostHeldOut}, is not learned from by the model that is measured. People stand in the
 * order of the hashes of their ids, which is by chance.
 */
function split<Person>(people: readonly Person[]): { learned: Person[]; heldOut: Person[] } {
  const every = Math.max(heldOutEvery, Math.ceil(people.length / mostHeldOut))
  return {
    learned: people.filter((_, place) => place % every !== 0),
    heldOut: people.filter((_, place) => place % every === 0),
  }
}

/** A part of the learning that cannot be parted further. */
function oneStep(learn: () => JsonObject): LearningStage {
  let done: JsonObject | null = null
  return {
    advance() {
      done ??= learn()
      return true
    },
    get progressRate() {
      return done === null ? 0 : 1
    },
    save: () => done ?? {},
  }
}

function written(model: ReturnType<typeof fitNextBasket>): JsonObject {
  if (!model.ok) throw new Error(model.failure.message)
  return { model: toBase64(nextBasketToBytes(model.value)) }
}

function numberedThen(customer: AskedCustomer, thenOfNow: readonly number[]): AskedCustomer {
  const then = (items: readonly number[]) =>
    items.map((item) => thenOfNow[item] ?? -1).filter((item) => item >= 0)
  const due = [...(customer.due ?? [])].flatMap(([item, chance]) => {
    const [number] = then([item])
    return number === undefined ? [] : [[number, chance] as const]
  })
  return { ...customer, baskets: customer.baskets.map(then), due: new Map(due) }
}

function weightsOf({ weights }: NextBasketModel): Record<string, number> {
  return {
    tifuWeight: weights.tifu,
    retakeWeight: weights.retake,
    dueWeight: weights.due,
    peersWeight: weights.peers,
  }
}

const modelSchema = z.object({ model: z.string() })
const artifactSchema = z.object({
  kind: z.literal('next-baskets'),
  compared: modelSchema,
  rhythm: z.unknown(),
  productHashes: z.array(z.number()),
})

/** Throws when it is nothing that {@link written} wrote. */
function readModel(saved: unknown): NextBasketModel {
  const model = nextBasketFromBytes(fromBase64(modelSchema.parse(saved).model))
  if (!model.ok) throw new Error(model.failure.message)
  return model.value
}
