import { describe, expect, it } from 'vitest'
import { decayedProfile } from '#shared/ml/next-basket/decayed-profile.ts'

const scoreOf = (baskets: number[][], item: number): number => {
  const { items, scores } = decayedProfile(baskets)
  return scores[items.indexOf(item)] ?? 0
}

/** By hand from equations 1 and 2 of Hu et al. 2020, seven baskets a group, decay .9 within and .7 between groups. */
describe('decayedProfile', () => {
  it('weighs baskets of one group by .9 a step back, over their number', () => {
    expect(scoreOf([[1], [2], [3]], 3)).toBeCloseTo(1 / 3, 6)
    expect(scoreOf([[1], [2], [3]], 2)).toBeCloseTo(0.9 / 3, 6)
    expect(scoreOf([[1], [2], [3]], 1)).toBeCloseTo(0.81 / 3, 6)
    expect(scoreOf([[1], [2], [1]], 1)).toBeCloseTo(1.81 / 3, 6)
  })

  it('weighs groups by .7 a step back, over their number; the oldest may be short', () => {
    const nine = [[1], [2], [3], [3], [3], [3], [3], [3], [4]]
    expect(scoreOf(nine, 4)).toBeCloseTo(1 / 7 / 2, 6)
    expect(scoreOf(nine, 2)).toBeCloseTo((0.7 * (1 / 2)) / 2, 6)
    expect(scoreOf(nine, 1)).toBeCloseTo((0.7 * (0.9 / 2)) / 2, 6)
  })

  it('counts an item once a basket, and has nothing without baskets', () => {
    expect(scoreOf([[1, 1, 1]], 1)).toBeCloseTo(1, 6)
    expect(decayedProfile([]).items).toHaveLength(0)
  })
})
