import { featuresOf } from '../feature-rows.ts'
import type { LearningContext, LearningExample } from '../trainable.ts'

/** What of the feature catalogue says something about coming back, and about how much is spent. */
export const figureNames = [
  'recencyDays',
  'tenureDays',
  'orderCount',
  'orderCount30Days',
  'orderCount90Days',
  'orderCount365Days',
  'orderDayCount',
  'ordersPer30Days',
  'revenueMinor',
  'revenue30DaysMinor',
  'revenue90DaysMinor',
  'revenue365DaysMinor',
  'orderValueMeanMinor',
  'orderValueSdMinor',
  'orderValueMostMinor',
  'orderValueLatestMinor',
  'unitsPerOrder',
  'linesPerOrder',
  'gapMeanDays',
  'gapSdDays',
  'gapEwmaDays',
  'gapLatestDays',
  'overdueRatio',
  'hourTop',
  'weekendRate',
  'productCount',
  'repeatPurchaseRate',
  'categoryCount',
  'onlineOrderRate',
  'discountedOrderRate',
  'refundedOrderRate',
  'cancellationCount',
  'visitRecencyDays',
  'visitCount30Days',
  'visitCount90Days',
  'answerRate',
] as const

/** In the order of {@link figureNames}; NaN: there is nothing yet to compute it from. */
export type RepurchaseFigures = Float64Array

/** The figures of a customer as they were at a moment. */
export function figuresAt(
  example: LearningExample,
  context: LearningContext,
  asOfMs: number,
): RepurchaseFigures {
  const vector = featuresOf(example, { ...context, asOfMs })
  return Float64Array.from(figureNames, (name) => vector[name] ?? Number.NaN)
}
