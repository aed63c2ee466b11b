import type { PredictionFactor } from '../../contracts/predictions.ts'
import { type NewPrediction, newPrediction } from '../new-prediction.ts'
import { placeByRfm } from './rfm-place.ts'
import type { RfmFigures, RfmScale } from './rfm-scale.ts'
import { type RfmScore, type RfmScores, rfmSegmentTitles } from './rfm-segments.ts'

/** What made by these rules is said to be made by. */
export const rfmModelVersion = 'rfm-1'
const middleScore = 3

/** A customer's place by RFM as a prediction: `value` is the sum of the three scores, each factor's part what it is above 3. */
export function rfmPrediction(scale: RfmScale, figures: RfmFigures): NewPrediction | null {
  const place = placeByRfm(scale, figures, rfmModelVersion)
  if (place === null) return null
  const { recency, frequency, monetary } = place.scores
  return newPrediction('rfm', {
    value: recency + frequency + monetary,
    label: rfmSegmentTitles[place.segment],
    confidence: place.confidence,
    factors: [
      factor(`last bought ${daysAgo(figures.recencyDays)}`, 'recencyDays', recency),
      factor(`bought ${times(figures.orderCount)}`, 'orderCount', frequency),
      factor(`${monetaryWords[monetary]} of all customers by what they spent`, 'revenueMinor', monetary),
    ],
  })
}

/** The three scores that such a prediction was made of. */
export function rfmScoresOf(factors: readonly PredictionFactor[]): RfmScores {
  const score = (feature: string): RfmScore => {
    const contribution = factors.find((each) => each.feature === feature)?.contribution ?? 0
    return (middleScore + contribution) as RfmScore
  }
  return { recency: score('recencyDays'), frequency: score('orderCount'), monetary: score('revenueMinor') }
}

const monetaryWords: Readonly<Record<RfmScore, string>> = {
  5: 'in the first fifth',
  4: 'in the second fifth',
  3: 'in the middle fifth',
  2: 'in the fourth fifth',
  1: 'in the last fifth',
}

function factor(text: string, feature: string, score: RfmScore): PredictionFactor {
  return { text, feature, contribution: score - middleScore }
}

function daysAgo(days: number): string {
  const whole = Math.floor(days)
  if (whole <= 0) return 'today'
  return whole === 1 ? 'yesterday' : `${whole} days ago`
}

function times(count: number): string {
  if (count === 1) return 'once'
  return count === 2 ? 'twice' : `${count} times`
}
