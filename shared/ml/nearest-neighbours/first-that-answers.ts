import type { NearestNeighbours, NeighbourFailure } from './nearest-neighbours.ts'

/** Asks the second where the first one fails, and tells why it had to. */
export function firstThatAnswers(
  first: NearestNeighbours,
  second: NearestNeighbours,
  tell: (failure: NeighbourFailure) => void,
): NearestNeighbours {
  return {
    async nearest(query, count) {
      const answer = await first.nearest(query, count)
      if (answer.ok) return answer
      tell(answer.failure)
      return second.nearest(query, count)
    },
  }
}
