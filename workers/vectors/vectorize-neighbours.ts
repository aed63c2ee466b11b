import { fail, succeed } from '#shared/kernel/result.ts'
import type { InvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import type {
  NearestNeighbours,
  Neighbour,
  NeighbourFailure,
} from '#shared/ml/nearest-neighbours/nearest-neighbours.ts'
import { placeOf } from './vector-ids.ts'

/** Vectorize gives no more at once, as long as it is asked for ids and scores alone. */
export const mostMatches = 100
/** Then the index in memory has answered long since. */
const patienceMs = 500

/** The vectors of one model in Vectorize. */
export interface SentVectors {
  /** The tenant's. */
  readonly namespace: string
  readonly setId: string
  /** The model's index: where each vector's item stands. */
  readonly lists: Pick<InvertedLists, 'items' | 'dimensions'>
}

/**
 * Asks Cloudflare Vectorize. It gives a hundred at most, and its scores are near the cosine, not exactly it. What it says of vectors that are not
 * of this set is left out; when nothing else comes back although the set has vectors, that is a failure.
 */
export function vectorizeNeighbours(
  index: Pick<Vectorize, 'query'>,
  { namespace, setId, lists }: SentVectors,
): NearestNeighbours {
  return {
    async nearest(query, count) {
      if (query.length !== lists.dimensions) {
        const message = `a query of ${query.length} numbers for vectors of ${lists.dimensions}`
        return fail({ kind: 'wrong-dimensions', message, retryable: false })
      }
      const topK = Math.min(count, mostMatches, lists.items.length)
      if (topK <= 0) return succeed([])
      const matches = await inTime(index.query(query, { topK, namespace }))
      if (typeof matches === 'string') return failed(matches)
      const found: Neighbour[] = matches.matches.flatMap(({ id, score }) => {
        const place = placeOf(setId, id)
        const item = place === undefined ? undefined : lists.items[place]
        return item === undefined ? [] : [{ item, similarity: score }]
      })
      if (found.length === 0) return failed('none of its answers is a vector of the model in use')
      return succeed(
        found.sort((left, right) => right.similarity - left.similarity || left.item - right.item),
      )
    },
  }
}

function failed(message: string): { ok: false; failure: NeighbourFailure } {
  return fail({ kind: 'vector-search-failed', message, retryable: true })
}

/** What was asked for, or why it did not come. */
async function inTime(asked: Promise<VectorizeMatches>): Promise<VectorizeMatches | string> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patienceMs} ms`), patienceMs)
  })
  try {
    return await Promise.race([asked, late])
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    clearTimeout(timer)
  }
}
