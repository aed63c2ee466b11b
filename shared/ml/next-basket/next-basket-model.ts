import { z } from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import type { BasketHistory } from './basket-history.ts'
import { indexProfiles } from './nearest-profiles.ts'
import { bestItems, type NextBasketKnowledge, type PartWeights, scoreByParts } from './score-parts.ts'

/** What somebody is likely to take next. */
export interface NextBasketModel {
  readonly knowledge: NextBasketKnowledge
  readonly weights: PartWeights
  /** Up to `count` items, the likeliest first. Scores rank; they are no chances. Nothing for nobody known at all. */
  recommend(history: BasketHistory, count: number): { item: number; score: number }[]
  toArtifact(): JsonObject
}

const whole = z.int().min(0)
const artifactShape = z.object({
  kind: z.literal('next-basket'),
  itemCount: whole,
  weights: z.object({ tifu: z.number(), retake: z.number(), due: z.number(), peers: z.number() }),
  chances: z.array(z.number().min(0).max(1)),
  pulls: z.array(z.number().min(0)),
  people: z.array(z.object({ items: z.array(whole), scores: z.array(z.number()), next: z.array(whole) })),
})

export function nextBasketModel(knowledge: NextBasketKnowledge, weights: PartWeights): NextBasketModel {
  const { itemCount, index, nexts, retakes } = knowledge
  return {
    knowledge,
    weights,
    recommend: (history, count) => bestItems(scoreByParts(knowledge, history), weights, count),
    toArtifact: () => ({
      kind: 'next-basket',
      itemCount,
      weights: { ...weights },
      chances: [...retakes.chances],
      pulls: [...retakes.pulls],
      people: index.profiles.map(({ items, scores }, person) => ({
        items: [...items],
        scores: [...scores],
        next: [...(nexts[person] as Int32Array)],
      })),
    }),
  }
}

/** The model that an artifact holds; it recommends the same, bit for bit. */
export function readNextBasketModel(artifact: unknown): Result<NextBasketModel, FitFailure> {
  const parsed = artifactShape.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { itemCount, weights, chances, pulls, people } = parsed.data
  const isKnown = (item: number): boolean => item < itemCount
  if (
    !people.every(
      ({ items, scores, next }) => items.length === scores.length && [...items, ...next].every(isKnown),
    )
  ) {
    return unreadableArtifact('a person has an item that there is not, or another number of scores')
  }
  const profiles = people.map(({ items, scores }) => ({
    items: Int32Array.from(items),
    scores: Float32Array.from(scores),
  }))
  const knowledge = {
    itemCount,
    index: indexProfiles(profiles, itemCount),
    nexts: people.map(({ next }) => Int32Array.from(next)),
    retakes: { chances, pulls: Float64Array.from(pulls) },
  }
  return succeed(nextBasketModel(knowledge, weights))
}
