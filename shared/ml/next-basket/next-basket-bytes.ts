import { type Result, succeed } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../array-bundle.ts'
import { areBelow, areOffsets } from '../check-offsets.ts'
import type { FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { indexProfiles } from './nearest-profiles.ts'
import { type NextBasketModel, nextBasketModel } from './next-basket-model.ts'

const kind = 'next-basket'
const version = 1

/** A model in bytes, a tenth of what it is as JSON. */
export function nextBasketToBytes({ knowledge, weights }: NextBasketModel): ArrayBuffer {
  const { itemCount, index, nexts, retakes } = knowledge
  const profiles = joined(index.profiles.map(({ items }) => items))
  const taken = joined(nexts)
  const scores = new Float32Array(profiles.items.length)
  for (const [person, profile] of index.profiles.entries())
    scores.set(profile.scores, profiles.starts[person])
  return packArrays({
    kind,
    version,
    figures: { itemCount, ...weights },
    arrays: {
      starts: profiles.starts,
      items: profiles.items,
      scores,
      nextStarts: taken.starts,
      nextItems: taken.items,
      chances: Float64Array.from(retakes.chances),
      pulls: retakes.pulls,
    },
  })
}

/** The model in such bytes; it recommends the same, bit for bit. */
export function nextBasketFromBytes(bytes: ArrayBuffer): Result<NextBasketModel, FitFailure> {
  const bundle = unpackArrays(bytes, kind, version)
  if (!bundle.ok) return bundle
  const { itemCount = -1, tifu = 0, retake = 0, due = 0, peers = 0 } = bundle.value.figures
  const starts = arrayOf(bundle.value, 'starts', 'uint32')
  const items = arrayOf(bundle.value, 'items', 'uint32')
  const scores = arrayOf(bundle.value, 'scores', 'float32', items?.length ?? 0)
  const nextStarts = arrayOf(bundle.value, 'nextStarts', 'uint32', starts?.length ?? 0)
  const nextItems = arrayOf(bundle.value, 'nextItems', 'uint32')
  const chances = arrayOf(bundle.value, 'chances', 'float64')
  const pulls = arrayOf(bundle.value, 'pulls', 'float64', itemCount)
  if (starts === null || items === null || scores === null || nextStarts === null || nextItems === null) {
    return unreadableArtifact('an array of the next baskets is missing or too short')
  }
  if (chances === null || pulls === null) {
    return unreadableArtifact('the chances of taking again are missing or too few')
  }
  const isWhole =
    areOffsets(starts, items.length) &&
    areOffsets(nextStarts, nextItems.length) &&
    areBelow(items, itemCount) &&
    areBelow(nextItems, itemCount)
  if (!isWhole) return unreadableArtifact('the next baskets point outside of themselves')
  const people = Array.from({ length: starts.length - 1 }, (_, person) => person)
  const part = (all: Uint32Array, from: Uint32Array, person: number) =>
    Int32Array.from(all.subarray(from[person], from[person + 1]))
  const profiles = people.map((person) => ({
    items: part(items, starts, person),
    scores: scores.slice(starts[person], starts[person + 1]),
  }))
  const knowledge = {
    itemCount,
    index: indexProfiles(profiles, itemCount),
    nexts: people.map((person) => part(nextItems, nextStarts, person)),
    retakes: { chances: [...chances], pulls: Float64Array.from(pulls) },
  }
  return succeed(nextBasketModel(knowledge, { tifu, retake, due, peers }))
}

/** Lists one after another, and where each begins. */
function joined(lists: readonly Int32Array[]): { starts: Uint32Array; items: Uint32Array } {
  const starts = new Uint32Array(lists.length + 1)
  for (const [place, list] of lists.entries()) starts[place + 1] = (starts[place] as number) + list.length
  const items = new Uint32Array(starts[lists.length] as number)
  for (const [place, list] of lists.entries()) items.set(list, starts[place])
  return { starts, items }
}
