import { describe, expect, it } from 'vitest'
import { matchCentres } from '#shared/ml/clustering/match-centres.ts'

describe('matchCentres', () => {
  it('follows clusters that moved a little and changed places', () => {
    const before = [
      [0, 0],
      [3, 3],
      [-3, 3],
    ]
    const after = [
      [-2.8, 3.1],
      [0.2, 0.1],
      [3, 2.7],
    ]
    expect(matchCentres(before, after)).toEqual([2, 0, 1])
  })

  it('calls a cluster new that is far from what is left, and one too many', () => {
    expect(matchCentres([[0, 0]], [[0.1, 0]])).toEqual([0])
    expect(matchCentres([[0, 0]], [[5, 5]])).toEqual([null])
    expect(
      matchCentres(
        [[0, 0]],
        [
          [0.3, 0],
          [0.1, 0],
        ],
      ),
    ).toEqual([null, 0])
    expect(matchCentres([], [[1, 1]])).toEqual([null])
  })
})
