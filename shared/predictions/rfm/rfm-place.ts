import type { SegmentPlace, SegmentReasonCode } from '../segments/segment-update.ts'
import { hasRfmFigures, type RfmFigures, type RfmScale, scoreRfm } from './rfm-scale.ts'
import { type RfmScores, type RfmSegment, rfmSegmentOf } from './rfm-segments.ts'

/** Where a customer stands by RFM. */
export interface RfmPlace extends SegmentPlace {
  readonly segment: RfmSegment
  readonly scores: RfmScores
}

/** How far each figure is moved to see whether the segment holds. */
const nudges = [0.9, 1, 1.1] as const

/**
 * A customer's scores and segment. `segmentationScore` is the mean of the three scores, brought to 0..1. `confidence` is the share of the 27
 * cases in which each figure is a tenth less, the same or a tenth more that give the same segment: low next to a border.
 *
 * Null for a customer who never bought.
 */
export function placeByRfm(scale: RfmScale, figures: RfmFigures, modelVersion: string): RfmPlace | null {
  if (!hasRfmFigures(figures)) return null
  const scores = scoreRfm(scale, figures)
  const segment = rfmSegmentOf(scores)
  return {
    segment,
    scores,
    segmentationScore: (scores.recency + scores.frequency + scores.monetary - 3) / 12,
    confidence: shareOfSameSegment(scale, figures, segment),
    modelVersion,
  }
}

function shareOfSameSegment(scale: RfmScale, figures: RfmFigures, segment: RfmSegment): number {
  let same = 0
  for (const recency of nudges) {
    for (const frequency of nudges) {
      for (const monetary of nudges) {
        const scores = scoreRfm(scale, {
          recencyDays: figures.recencyDays * recency,
          orderCount: figures.orderCount * frequency,
          revenueMinor: figures.revenueMinor * monetary,
        })
        if (rfmSegmentOf(scores) === segment) same++
      }
    }
  }
  return same / nudges.length ** 3
}

/** Which of the three measures moved between two runs; `model-changed` where none did. */
export function rfmReasonCodes(before: RfmScores, after: RfmScores): SegmentReasonCode[] {
  const moved = (['recency', 'frequency', 'monetary'] as const).flatMap((measure): SegmentReasonCode[] => {
    if (after[measure] === before[measure]) return []
    return [after[measure] > before[measure] ? `${measure}-rose` : `${measure}-fell`]
  })
  return moved.length > 0 ? moved : ['model-changed']
}
