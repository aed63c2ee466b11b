import { describe, expect, it } from 'vitest'
import { predictionRow } from '#shared/predictions/new-prediction.ts'
import { rfmFiguresOf } from '#shared/predictions/rfm/rfm-figures.ts'
import { rfmPrediction, rfmScoresOf } from '#shared/predictions/rfm/rfm-prediction.ts'
import type { RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import { segmentMovements } from '#shared/predictions/segments/segment-movements.ts'
import { buyer } from '#tests/support/job-world.ts'

/** Scores 2, 3, 4 and 5 from these values on; days since the last purchase with a minus. */
const scale: RfmScale = {
  customerCount: 100,
  recency: [-300, -100, -30, -7],
  frequency: [2, 3, 5, 10],
  monetary: [1_000, 5_000, 20_000, 100_000],
}

function row(figures: Parameters<typeof rfmPrediction>[1], predictedAt: number) {
  const prediction = rfmPrediction(scale, figures)
  if (prediction === null) throw new Error('no figures')
  return predictionRow(prediction, 'ann', null, predictedAt)
}
const best = { recencyDays: 1, orderCount: 12, revenueMinor: 200_000 }
const lost = { recencyDays: 400, orderCount: 1, revenueMinor: 500 }

describe('a place by RFM', () => {
  it('is a prediction with its reasons in words, from which the scores can be read', () => {
    expect(row(best, 5)).toMatchObject({
      kind: 'rfm',
      value: 15,
      label: 'Champions',
      modelVersion: null,
      predictedAt: 5,
    })
    expect(row(best, 5).factors.map(({ text }) => text)).toEqual([
      'last bought yesterday',
      'bought 12 times',
      'in the first fifth of all customers by what they spent',
    ])
    expect(row(lost, 5)).toMatchObject({ value: 3, label: 'Lost' })
    expect(rfmScoresOf(row(best, 5).factors)).toEqual({ recency: 5, frequency: 5, monetary: 5 })
    const mixed = row({ recencyDays: 50, orderCount: 4, revenueMinor: 999 }, 5)
    expect(rfmScoresOf(mixed.factors)).toEqual({ recency: 3, frequency: 3, monetary: 1 })
  })

  it('counts neither what was cancelled nor what lies ahead', () => {
    const customer = buyer('ann', [100, 200, 400, 800], 10 * 86_400_000)
    const purchases = customer.purchases.map((purchase, place) =>
      place === 1 ? { ...purchase, isCancelled: true } : purchase,
    )
    // A day and a half before the last: only the first and third have happened, and the second is cancelled.
    expect(rfmFiguresOf({ ...customer, purchases }, 8.5 * 86_400_000 + 43_200_000)).toEqual({
      recencyDays: 0,
      orderCount: 2,
      revenueMinor: 500,
    })
    expect(rfmFiguresOf({ ...customer, purchases: [] }, 0)).toBeNull()
  })
})

describe('movements between segments', () => {
  it('say from where to where, why and by what', () => {
    expect(segmentMovements([row(lost, 1)], [row(best, 2)], [])).toEqual([
      {
        movementId: expect.stringMatching(/^mov_[0-9a-z]+$/),
        customerId: 'ann',
        kind: 'rfm',
        previousSegment: 'Lost',
        newSegment: 'Champions',
        segmentationScore: 1,
        reasonCodes: ['recency-rose', 'frequency-rose', 'monetary-rose'],
        confidence: 1,
        modelVersion: 'rfm-1',
        movedAt: 2,
        isPublished: false,
      },
    ])
  })

  it('are none within a segment, and one id for one change', () => {
    expect(segmentMovements([row(best, 1)], [row({ ...best, orderCount: 13 }, 2)], ['rfm'])).toEqual([])
    const ids = [2, 2, 3].map((at) => segmentMovements([row(lost, 1)], [row(best, at)], [])[0]?.movementId)
    expect(ids[0]).toBe(ids[1])
    expect(ids[0]).not.toBe(ids[2])
  })

  it('are none against what was predicted later', () => {
    expect(segmentMovements([row(best, 3)], [row(lost, 2)], ['rfm'])).toEqual([])
  })

  it('begin with a first segment, once somebody had one', () => {
    expect(segmentMovements([], [row(best, 2)], [])).toEqual([])
    expect(segmentMovements([], [row(best, 2)], ['segment'])).toEqual([])
    expect(segmentMovements([], [row(best, 2)], ['rfm'])).toMatchObject([
      { previousSegment: null, newSegment: 'Champions', reasonCodes: ['first-segment'] },
    ])
  })

  it('of other kinds of predictions there are none', () => {
    const churn = { ...row(best, 2), kind: 'churn' as const, label: 'high' }
    expect(segmentMovements([{ ...churn, label: 'low' }], [churn], ['rfm', 'segment'])).toEqual([])
  })
})
