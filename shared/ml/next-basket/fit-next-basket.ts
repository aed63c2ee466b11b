import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { invalidData, notEnoughData } from '../fit-failures.ts'
import type { KnownBasket } from './basket-history.ts'
import { decayedProfile } from './decayed-profile.ts'
import { indexProfiles } from './nearest-profiles.ts'
import { type NextBasketModel, nextBasketModel } from './next-basket-model.ts'
import { countRetakes } from './retake-chances.ts'
import {
  bestItems,
  type NextBasketKnowledge,
  type PartScores,
  type PartWeights,
  scoreByParts,
} from './score-parts.ts'

const fewestPeople = 20
/** Of more, so many evenly spread ones are asked as neighbours. */
const mostPeople = 20_000
export interface NextBasketOptions {
  /** On so many people at most, a tenth of all, the weights are tried; the others alone are asked then. */
  readonly mostTrialPeople: number
  /** Of a model of nearly the same people: nothing is tried then. Null: they are chosen. */
  readonly weights: PartWeights | null
}

const nextBasketDefaults: NextBasketOptions = { mostTrialPeople: 1000, weights: null }
/** While weights are tried, recommendations are measured among so many. */
const firstOnes = 10
const weightsTried: { readonly [Part in keyof PartWeights]: readonly number[] } = {
  retake: [0, 1],
  due: [0, 0.5, 1],
  peers: [0, 0.5, 1, 2],
  tifu: [0, 0.1, 0.3, 1],
}

/**
 * Learns what is taken next from people whose next basket is known: TIFU-KNN (Hu et al. 2020) blended with the chance of retaking, that
 * of being due, and what neighbours took next. The weights of the blend are those with the best recall and NDCG among ten on a
 * tenth of the people, left out meanwhile.
 *
 * Items are whole numbers below `itemCount`. Needs 20 people with a history and a next basket.
 */
export function fitNextBasket(
  people: readonly KnownBasket[],
  itemCount: number,
  options: Partial<NextBasketOptions> = {},
): Result<NextBasketModel, FitFailure> {
  const { mostTrialPeople, weights: given } = { ...nextBasketDefaults, ...options }
  const isItem = (item: number): boolean => Number.isInteger(item) && item >= 0 && item < itemCount
  const wrong = people.findIndex(({ baskets, next }) => ![...baskets.flat(), ...next].every(isItem))
  if (wrong !== -1)
    return invalidData(`person ${wrong} has an item that is no whole number below ${itemCount}`)
  const known = people.filter(({ baskets, next }) => baskets.length > 0 && next.length > 0)
  if (known.length < fewestPeople) {
    return notEnoughData(
      `${known.length} people have a history and a next basket, and ${fewestPeople} are needed`,
    )
  }
  const asked = spread(known, mostPeople)
  if (given !== null) return succeed(nextBasketModel(knowledgeOf(asked, itemCount), given))
  const every = Math.max(10, Math.ceil(asked.length / mostTrialPeople))
  const trial = asked.filter((_, index) => index % every === 0)
  const others = knowledgeOf(
    asked.filter((_, index) => index % every !== 0),
    itemCount,
  )
  const weights = bestWeights(
    trial.map((person) => ({ scores: scoreByParts(others, person), next: new Set(person.next) })),
  )
  return succeed(nextBasketModel(knowledgeOf(asked, itemCount), weights))
}

function knowledgeOf(people: readonly KnownBasket[], itemCount: number): NextBasketKnowledge {
  return {
    itemCount,
    index: indexProfiles(
      people.map(({ baskets }) => decayedProfile(baskets)),
      itemCount,
    ),
    nexts: people.map(({ next }) => Int32Array.from(new Set(next))),
    retakes: countRetakes(people, itemCount),
  }
}

function bestWeights(
  trial: readonly { readonly scores: PartScores; readonly next: ReadonlySet<number> }[],
): PartWeights {
  const goodness = (weights: PartWeights): number =>
    trial.reduce(
      (sum, { scores, next }) => sum + recallAndNdcg(bestItems(scores, weights, firstOnes), next),
      0,
    )
  const dueTried = trial.some(({ scores }) => scores.parts.due.some((chance) => chance > 0))
    ? weightsTried.due
    : [0]
  let best: PartWeights = { tifu: 1, retake: 1, due: 0, peers: 1 }
  let highest = Number.NEGATIVE_INFINITY
  for (const retake of weightsTried.retake) {
    for (const due of dueTried) {
      for (const peers of weightsTried.peers) {
        for (const tifu of weightsTried.tifu) {
          const reached = goodness({ tifu, retake, due, peers })
          if (reached > highest) [best, highest] = [{ tifu, retake, due, peers }, reached]
        }
      }
    }
  }
  return best
}

/** The share of what was taken that is among the recommended, and their discounted gain (Jarvelin and Kekalainen 2002), 0..2. */
function recallAndNdcg(
  recommended: readonly { readonly item: number }[],
  taken: ReadonlySet<number>,
): number {
  let hits = 0
  let gain = 0
  for (const [rank, { item }] of recommended.entries()) {
    if (!taken.has(item)) continue
    hits += 1
    gain += 1 / Math.log2(rank + 2)
  }
  let most = 0
  for (let rank = 0; rank < Math.min(firstOnes, taken.size); rank += 1) most += 1 / Math.log2(rank + 2)
  return hits / taken.size + gain / most
}

function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items]
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)] as Item)
}
