import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelIndexes } from '#app/charts/label-indexes.ts'

describe('labelIndexes', () => {
  it('spreads five labels over a month', () => {
    expect(labelIndexes(29, 5)).toEqual([0, 7, 14, 21, 28])
  })

  it('labels everything there is when there is little', () => {
    expect(labelIndexes(0, 5)).toEqual([])
    expect(labelIndexes(1, 5)).toEqual([0])
    expect(labelIndexes(3, 5)).toEqual([0, 1, 2])
  })

  it('always labels the first and the last place, in order, and never too many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 800 }), fc.integer({ min: 2, max: 12 }), (count, most) => {
        const indexes = labelIndexes(count, most)
        expect(indexes[0]).toBe(0)
        expect(indexes.at(-1)).toBe(count - 1)
        expect(indexes.length).toBeLessThanOrEqual(most)
        expect(indexes).toEqual([...new Set(indexes)].sort((left, right) => left - right))
      }),
      { seed: 20261121 },
    )
  })
})
