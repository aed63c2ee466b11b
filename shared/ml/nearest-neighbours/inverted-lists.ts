import { bestNeighbours } from './best-neighbours.ts'
import { dotProduct } from './exact-neighbours.ts'
import type { Neighbour } from './nearest-neighbours.ts'

/**
 * Vectors filed under the nearest of some centres (inverted file, IVF: Jégou, Douze, Schmid 2011, "Product quantization
 * for nearest neighbor search", section IV, here with whole vectors). A search looks through the lists of the nearest
 * centres alone.
 */
export interface InvertedLists {
  readonly dimensions: number
  readonly centres: Float32Array
  /** List `l` holds the entries `starts[l]` to before `starts[l + 1]`. */
  readonly starts: Uint32Array
  /** The item of each entry. */
  readonly items: Uint32Array
  /** The vectors of the entries in the same order. */
  readonly vectors: Float32Array
  /** How many lists a search looks through. */
  readonly probes: number
}

/** The nearest among the lists that are looked through, the most alike first. */
export function searchInvertedLists(
  lists: InvertedLists,
  query: Float32Array,
  count: number,
  probes: number = lists.probes,
): Neighbour[] {
  const { dimensions, centres, starts, items, vectors } = lists
  if (query.length !== dimensions)
    throw new RangeError(`a query of ${query.length} for ${dimensions} dimensions`)
  const nearestLists = bestNeighbours(probes)
  for (let list = 0; list < starts.length - 1; list += 1) {
    nearestLists.offer(list, dotProduct(centres, list * dimensions, query))
  }
  const best = bestNeighbours(count)
  for (const { item: list } of nearestLists.list()) {
    for (let entry = starts[list] as number; entry < (starts[list + 1] as number); entry += 1) {
      const similarity = dotProduct(vectors, entry * dimensions, query)
      if (similarity > best.threshold) best.offer(items[entry] as number, similarity)
    }
  }
  return best.list()
}
