import type { Neighbour } from './nearest-neighbours.ts'

/** Keeps the most alike of many offered neighbours. */
export interface BestNeighbours {
  /** What a neighbour has to exceed to be kept. */
  readonly threshold: number
  offer(item: number, similarity: number): void
  /** The most alike first; the lower item number where they are alike. */
  list(): Neighbour[]
}

/** Room for `count`, which is small: a new one is put in its place among those kept. */
export function bestNeighbours(count: number): BestNeighbours {
  const items: number[] = []
  const similarities: number[] = []
  let threshold = Number.NEGATIVE_INFINITY
  return {
    get threshold() {
      return threshold
    },
    offer(item, similarity) {
      if (!(similarity > threshold) || count <= 0) return
      let place = items.length
      while (place > 0 && (similarities[place - 1] as number) < similarity) place -= 1
      items.splice(place, 0, item)
      similarities.splice(place, 0, similarity)
      if (items.length > count) {
        items.pop()
        similarities.pop()
      }
      if (items.length === count) threshold = similarities[count - 1] as number
    },
    list() {
      return items
        .map((item, index) => ({ item, similarity: similarities[index] as number }))
        .sort((left, right) => right.similarity - left.similarity || left.item - right.item)
    },
  }
}
