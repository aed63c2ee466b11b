import { expect, it } from 'vitest'
import { fail, succeed } from '#shared/kernel/result.ts'
import { firstThatAnswers } from '#shared/ml/nearest-neighbours/first-that-answers.ts'
import type { NearestNeighbours } from '#shared/ml/nearest-neighbours/nearest-neighbours.ts'

const failure = { kind: 'vector-search-failed', message: 'away', retryable: true } as const
const away: NearestNeighbours = { nearest: async () => fail(failure) }
const knows = (item: number): NearestNeighbours => ({
  nearest: async (_, count) => succeed(count === 0 ? [] : [{ item, similarity: 1 }]),
})
const query = Float32Array.of(1)

it('asks the second only where the first fails, and tells why', async () => {
  const told: unknown[] = []
  const tell = (why: unknown) => told.push(why)
  expect(await firstThatAnswers(knows(1), knows(2), tell).nearest(query, 1)).toEqual(
    succeed([{ item: 1, similarity: 1 }]),
  )
  // Nothing is an answer, too.
  expect(await firstThatAnswers(knows(1), knows(2), tell).nearest(query, 0)).toEqual(succeed([]))
  expect(told).toEqual([])
  expect(await firstThatAnswers(away, knows(2), tell).nearest(query, 1)).toEqual(
    succeed([{ item: 2, similarity: 1 }]),
  )
  expect(await firstThatAnswers(away, away, tell).nearest(query, 1)).toEqual(fail(failure))
  expect(told).toEqual([failure, failure])
})
