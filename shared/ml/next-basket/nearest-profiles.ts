import type { SparseScores } from './basket-history.ts'

/** Profiles by the items in them, so that only those with something in common are looked at. */
export interface ProfileIndex {
  readonly profiles: readonly SparseScores[]
  readonly norms: Float64Array
  /** `people` from `starts[item]` to `starts[item + 1]` are those whose profiles have the item, with its `scores`. */
  readonly starts: Uint32Array
  readonly people: Uint32Array
  readonly scores: Float32Array
}

export function indexProfiles(profiles: readonly SparseScores[], itemCount: number): ProfileIndex {
  const starts = new Uint32Array(itemCount + 1)
  for (const { items } of profiles)
    for (const item of items) starts[item + 1] = (starts[item + 1] as number) + 1
  for (let item = 0; item < itemCount; item += 1)
    starts[item + 1] = (starts[item + 1] as number) + (starts[item] as number)
  const next = starts.slice()
  const people = new Uint32Array(starts[itemCount] as number)
  const scores = new Float32Array(people.length)
  const norms = new Float64Array(profiles.length)
  for (const [person, profile] of profiles.entries()) {
    let square = 0
    for (const [index, item] of profile.items.entries()) {
      const score = profile.scores[index] as number
      const place = next[item] as number
      next[item] = place + 1
      people[place] = person
      scores[place] = score
      square += score * score
    }
    norms[person] = Math.sqrt(square)
  }
  return { profiles, norms, starts, people, scores }
}

/** Somebody with things in common, and the cosine of the angle between the two profiles, above 0 up to 1. */
export interface Neighbour {
  readonly person: number
  readonly similarity: number
}

/** The `count` people with the most similar profiles, best first; of equals the first indexed. */
export function nearestProfiles(
  { norms, starts, people, scores }: ProfileIndex,
  profile: SparseScores,
  count: number,
): Neighbour[] {
  const products = new Float64Array(norms.length)
  let square = 0
  for (const [index, item] of profile.items.entries()) {
    const own = profile.scores[index] as number
    square += own * own
    const end = starts[item + 1] ?? 0
    for (let place = starts[item] ?? 0; place < end; place += 1) {
      const person = people[place] as number
      products[person] = (products[person] as number) + own * (scores[place] as number)
    }
  }
  const norm = Math.sqrt(square)
  const similarities = products.map((product, person) =>
    product > 0 ? product / (norm * (norms[person] as number)) : 0,
  )
  const lowest = nthLargest(similarities, count)
  const found: Neighbour[] = []
  for (let person = 0; person < similarities.length; person += 1) {
    const similarity = similarities[person] as number
    if (similarity > 0 && similarity >= lowest) found.push({ person, similarity })
  }
  return found
    .sort((left, right) => right.similarity - left.similarity || left.person - right.person)
    .slice(0, count)
}

/** The smallest of the `count` largest values; 0 when there are not so many above 0. */
function nthLargest(values: Float64Array, count: number): number {
  const above = values.filter((value) => value > 0)
  return above.length <= count ? 0 : (above.sort()[above.length - count] as number)
}
