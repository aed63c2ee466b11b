import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { measureQuantiles, rankOf } from '#shared/ml/anomalies/score-ranks.ts'

describe('rankOf', () => {
  it.each([1, 2])('is within a step of the share of scores below, seed %i', (seed) => {
    const random = seededRandom(seed)
    const scores = Float64Array.from({ length: 5_000 }, () => random() ** 3)
    const quantiles = measureQuantiles(scores)
    for (const score of scores.subarray(0, 300)) {
      const share = scores.filter((other) => other < score).length / scores.length
      expect(Math.abs(rankOf(quantiles, score) - share)).toBeLessThan(0.002)
    }
  })

  it('is the middle of many equal scores, and 0 and 1 beyond the ends', () => {
    const quantiles = measureQuantiles(Float64Array.of(...new Array(50).fill(2), ...new Array(50).fill(4)))
    expect(rankOf(quantiles, 2)).toBeCloseTo(0.25, 1)
    expect(rankOf(quantiles, 4)).toBeCloseTo(0.75, 1)
    expect([rankOf(quantiles, 1), rankOf(quantiles, 5)]).toEqual([0, 1])
  })

  it('never falls as scores rise', () => {
    const quantiles = measureQuantiles(Float64Array.of(1, 1, 2, 3, 3, 3, 8), 20)
    const ranks = Array.from({ length: 90 }, (_, index) => rankOf(quantiles, index / 10))
    for (const [index, rank] of ranks.entries()) expect(rank).toBeGreaterThanOrEqual(ranks[index - 1] ?? 0)
  })
})
