import { describe, expect, it } from 'vitest'
import { placeByRfm, rfmReasonCodes } from '#shared/predictions/rfm/rfm-place.ts'
import { measureRfmScale, type RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import { segmentUpdate } from '#shared/predictions/segments/segment-update.ts'

/** A hundred customers in step: who buys most bought last and spends most. */
function hundred(): RfmScale {
  const customers = Array.from({ length: 100 }, (_, index) => ({
    recencyDays: 100 - index,
    orderCount: index + 2,
    revenueMinor: (index + 1) * 1000,
  }))
  const measured = measureRfmScale(customers)
  if (!measured.ok) throw new Error(measured.failure.message)
  return measured.value
}

const best = { recencyDays: 0, orderCount: 200, revenueMinor: 200_000 }
const worst = { recencyDays: 400, orderCount: 1, revenueMinor: 100 }

describe('placeByRfm', () => {
  it('places the best and the worst, both surely', () => {
    expect(placeByRfm(hundred(), best, 'rfm-1')).toEqual({
      segment: 'champions',
      scores: { recency: 5, frequency: 5, monetary: 5 },
      segmentationScore: 1,
      confidence: 1,
      modelVersion: 'rfm-1',
    })
    expect(placeByRfm(hundred(), worst, 'rfm-1')).toMatchObject({ segment: 'lost', segmentationScore: 0 })
  })

  it('is less sure next to a border', () => {
    const onBorder = { recencyDays: 40, orderCount: 62, revenueMinor: 61_000 }
    expect(placeByRfm(hundred(), onBorder, 'rfm-1')?.confidence).toBeLessThan(1)
  })

  it.each([
    [{ ...best, orderCount: 0 }],
    [{ ...best, recencyDays: Number.NaN }],
    [{ ...best, revenueMinor: Number.NaN }],
  ])('has no place for %j', (figures) => {
    expect(placeByRfm(hundred(), figures, 'rfm-1')).toBeNull()
  })

  it('takes a customer who gave back more than was bought', () => {
    expect(placeByRfm(hundred(), { ...best, revenueMinor: -5 }, 'rfm-1')?.scores.monetary).toBe(1)
  })
})

describe('a move between segments', () => {
  const before = placeByRfm(hundred(), best, 'rfm-1')
  const after = placeByRfm(hundred(), { ...best, recencyDays: 95 }, 'rfm-1')
  if (before === null || after === null) throw new Error('both have bought')

  it('names the measures that moved', () => {
    expect(rfmReasonCodes(before.scores, after.scores)).toEqual(['recency-fell'])
    expect(rfmReasonCodes(after.scores, before.scores)).toEqual(['recency-rose'])
    expect(rfmReasonCodes(before.scores, before.scores)).toEqual(['model-changed'])
  })

  it('is an update with the fields that clients know', () => {
    const nowMs = Date.UTC(2026, 10, 21)
    const codes = rfmReasonCodes(before.scores, after.scores)
    expect(segmentUpdate('cus_1', before, after, codes, nowMs)).toEqual({
      customerId: 'cus_1',
      previousSegment: 'champions',
      newSegment: 'cannot-lose',
      segmentationScore: 8 / 12,
      reasonCodes: ['recency-fell'],
      timestamp: '2026-11-21T00:00:00.000Z',
      confidence: after.confidence,
      modelVersion: 'rfm-1',
    })
  })

  it('is none where the segment is the same, and a first one without a previous', () => {
    expect(segmentUpdate('cus_1', before, { ...before, modelVersion: 'rfm-2' }, [], 0)).toBeNull()
    expect(segmentUpdate('cus_1', null, before, [], 0)).toMatchObject({
      previousSegment: null,
      newSegment: 'champions',
      reasonCodes: ['first-segment'],
    })
  })
})
