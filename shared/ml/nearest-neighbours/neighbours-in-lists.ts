import { fail, succeed } from '../../kernel/result.ts'
import { type InvertedLists, searchInvertedLists } from './inverted-lists.ts'
import type { NearestNeighbours } from './nearest-neighbours.ts'

/** The index itself, which lies in memory. */
export function neighboursInLists(lists: InvertedLists): NearestNeighbours {
  return {
    async nearest(query, count) {
      if (query.length !== lists.dimensions) {
        const message = `a query of ${query.length} numbers for vectors of ${lists.dimensions}`
        return fail({ kind: 'wrong-dimensions', message, retryable: false })
      }
      return succeed(searchInvertedLists(lists, query, count))
    },
  }
}
