import { expect, it } from 'vitest'
import { rankMetrics, rankOf } from '#shared/ml/recommenders/rank-metrics.ts'

it.each([
  ['the best', 2, [], 1],
  ['the second', 0, [], 2],
  ['the worst of equals', 1, [], 4],
  ['without those excluded', 1, [2, 3], 2],
  ['whether or not it is excluded itself', 0, [0, 2], 1],
])('ranks %s', (_, target, excluded, expected) => {
  expect(rankOf(target, Float64Array.of(5, 1, 9, 1), excluded)).toBe(expected)
})

it('counts hits within k and the mean of one over their rank', () => {
  expect(rankMetrics([1, 4, 11], 10)).toEqual({ hitRate: 2 / 3, meanReciprocalRank: 1.25 / 3 })
  expect(rankMetrics([], 10)).toEqual({ hitRate: 0, meanReciprocalRank: 0 })
})
