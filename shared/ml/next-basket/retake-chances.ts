import type { KnownBasket } from './basket-history.ts'

/** Upper ends of the classes of how often an item was taken, how many baskets ago, and how many baskets there are. */
const timesUpTo = [1, 2, 3, 5, Number.POSITIVE_INFINITY]
const basketsAgoUpTo = [1, 2, 3, 5, 8, Number.POSITIVE_INFINITY]
const basketsUpTo = [2, 4, 8, Number.POSITIVE_INFINITY]
const classCount = timesUpTo.length * basketsAgoUpTo.length * basketsUpTo.length
/** Each class and each item starts with so many cases that went as on average. */
const priorCases = 5

/** How likely an item that was taken before is taken next. */
export interface RetakeChances {
  /** By class of how often, how many baskets ago, of how many: 0..1. */
  readonly chances: readonly number[]
  /** By item: how many times likelier than that it is taken again; 1 for one never seen. */
  readonly pulls: Float64Array
}

/** Counts, over people whose next basket is known, what became of what they had taken before. */
export function countRetakes(known: readonly KnownBasket[], itemCount: number): RetakeChances {
  const cases = new Float64Array(classCount)
  const retaken = new Float64Array(classCount)
  for (const { baskets, next } of known) {
    const nextItems = new Set(next)
    for (const [item, retakeClass] of classesOf(baskets)) {
      cases[retakeClass] = (cases[retakeClass] as number) + 1
      if (nextItems.has(item)) retaken[retakeClass] = (retaken[retakeClass] as number) + 1
    }
  }
  const average = sum(retaken) / Math.max(1, sum(cases))
  const chances = Array.from(
    cases,
    (count, index) => ((retaken[index] as number) + priorCases * average) / (count + priorCases),
  )
  const expected = new Float64Array(itemCount)
  const seen = new Float64Array(itemCount)
  for (const { baskets, next } of known) {
    const nextItems = new Set(next)
    for (const [item, retakeClass] of classesOf(baskets)) {
      expected[item] = (expected[item] as number) + (chances[retakeClass] as number)
      if (nextItems.has(item)) seen[item] = (seen[item] as number) + 1
    }
  }
  const pulls = seen.map((count, item) => (count + priorCases) / ((expected[item] as number) + priorCases))
  return { chances, pulls }
}

/** For each item taken before, the chance that it is taken next. */
export function retakeChances(
  { chances, pulls }: RetakeChances,
  baskets: readonly (readonly number[])[],
): Map<number, number> {
  const result = new Map<number, number>()
  for (const [item, retakeClass] of classesOf(baskets)) {
    result.set(item, Math.min(1, (chances[retakeClass] as number) * (pulls[item] ?? 1)))
  }
  return result
}

function classesOf(baskets: readonly (readonly number[])[]): Map<number, number> {
  const times = new Map<number, number>()
  const last = new Map<number, number>()
  for (const [index, basket] of baskets.entries()) {
    for (const item of new Set(basket)) {
      times.set(item, (times.get(item) ?? 0) + 1)
      last.set(item, index)
    }
  }
  const ofLength = basketsUpTo.findIndex((end) => baskets.length <= end)
  const classes = new Map<number, number>()
  for (const [item, count] of times) {
    const ofTimes = timesUpTo.findIndex((end) => count <= end)
    const ofAgo = basketsAgoUpTo.findIndex((end) => baskets.length - (last.get(item) as number) <= end)
    classes.set(item, (ofTimes * basketsAgoUpTo.length + ofAgo) * basketsUpTo.length + ofLength)
  }
  return classes
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
