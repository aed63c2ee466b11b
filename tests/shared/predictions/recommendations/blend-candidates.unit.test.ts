import { describe, expect, it } from 'vitest'
import { blendCandidates } from '#shared/predictions/recommendations/blend-candidates.ts'
import type { RecommendationSource } from '#shared/predictions/recommendations/recommendation.ts'

const offer = (source: RecommendationSource, ...products: number[]) => ({
  source,
  candidates: products.map((product) => ({ product, score: 1, becauseOf: null })),
})
const ranked = (offers: ReturnType<typeof offer>[], alikeWeight: number) =>
  blendCandidates(offers, alikeWeight).map(({ product }) => product)

describe('a blend', () => {
  it('is not turned around by what is popular: that only fills up, behind what is alike', () => {
    const offers = [
      offer('basket', 1, 2),
      offer('alike', 5, 2),
      offer('popular-in-category', 2, 7, 5),
      offer('popular', 2, 9, 7),
    ]
    const blended = blendCandidates(offers, 0)
    expect(blended.map(({ product, source }) => [product, source])).toEqual([
      [1, 'basket'],
      [2, 'basket'],
      [5, 'alike'],
      [7, 'popular-in-category'],
      [9, 'popular'],
    ])
  })

  it('counts what is alike as much as its weight says', () => {
    const offers = [offer('basket', 1, 2), offer('alike', 2, 3)]
    expect(ranked(offers, 0)).toEqual([1, 2, 3])
    expect(ranked(offers, 1)).toEqual([2, 1, 3])
  })

  it('adds up what several sources say by 1 / (60 + place), and is told by the one that says most', () => {
    const [first] = blendCandidates([offer('basket', 4), offer('visit', 8, 4), offer('purchases', 4)], 0)
    expect(first).toMatchObject({ product: 4, source: 'basket' })
    expect(first?.score).toBeCloseTo(1.5 / 61 + 1.25 / 62 + 1 / 61, 12)
  })
})
