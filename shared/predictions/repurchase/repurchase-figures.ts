import { readActivity } from '../../features/activity.ts'
import { computeFeatures } from '../../features/compute-features.ts'
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
  { purchases, activity }: LearningExample,
  { timeZone }: LearningContext,
  asOfMs: number,
): RepurchaseFigures {
  const vector = computeFeatures({ purchases, activity: readActivity(activity), asOfMs, timeZone })
  return Float64Array.from(figureNames, (name) => vector[name] ?? Number.NaN)
}
