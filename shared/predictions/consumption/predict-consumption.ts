import type { Purchase } from '../../features/purchase.ts'
import { nextGap } from '../../ml/renewal/gap-distribution.ts'
import {
  type BoughtBy,
  type BoughtDays,
  boughtDays,
  categoryCode,
  dateOfDay,
  dayNumber,
} from './bought-days.ts'
import { consumptionFactors } from './consumption-factors.ts'
import {
  type ConsumptionPriors,
  paceFor,
  type Rhythms,
  renewalSeries,
  rhythmFor,
} from './learn-consumption.ts'
import { dayAfter, isYearly, pacedDays } from './season-clock.ts'

/** When a customer will have used up a product, or what there is of a category, and is likely to buy again. Dates are days of the shop's time zone. */
export interface ConsumptionPrediction {
  /** The product's id, or the category. */
  readonly subject: string
  readonly name: string | null
  readonly category: string | null
  /** The day in the middle of the distribution, `2026-11-21`; before today when it has passed already. */
  readonly predictedConsumptionDate: string
  /** With a chance of 80 % the day is from here to there, counted as if today were the day of the last purchase. */
  readonly intervalFrom: string
  readonly intervalTo: string
  /** 0..1: the chance that the day is right to within two days or a fifth of the gap; less the longer it is overdue. */
  readonly confidence: number
  /** What it follows from, in words. */
  readonly factors: readonly string[]
  /** `seasonal`: the time of the year moves the day by a tenth of the gap or more, or it is bought at one time of the year. */
  readonly predictionType: 'pattern-based' | 'seasonal'
  /** The day is within the days asked for, or has come, and the end of the interval has not passed. */
  readonly isDue: boolean
  /** The end of the interval has passed. */
  readonly isOverdue: boolean
  /** Days on which it was bought that this was made from, and when it was last. */
  readonly purchaseCount: number
  readonly lastPurchasedOn: string
}

/** A product or category that nothing can be said of yet, and what is missing for it, in words. */
export interface NotYetPredicted {
  readonly subject: string
  readonly name: string | null
  readonly missing: string
}

export interface ConsumptionOutlook {
  readonly predictions: readonly ConsumptionPrediction[]
  readonly notYet: readonly NotYetPredicted[]
}

/** Two gaps: with one nobody can tell how regular they are. */
const fewestPurchases = 3

/**
 * Predicts for every product, or category, of a customer's purchases when it is needed next, the earliest first. `priors` is what was learned from
 * all customers; null: nothing yet, and no date is made up. A day counts as due from `dueWithinDays` before it.
 */
export function predictConsumption(
  purchases: readonly Purchase[],
  priors: ConsumptionPriors | null,
  {
    asOfMs,
    timeZone,
    dueWithinDays = 3,
    by = 'product',
  }: { asOfMs: number; timeZone: string; dueWithinDays?: number; by?: BoughtBy },
): ConsumptionOutlook {
  const today = dayNumber(asOfMs, timeZone)
  const rhythms = by === 'product' ? priors : (priors?.categories ?? null)
  const predictions: ConsumptionPrediction[] = []
  const notYet: NotYetPredicted[] = []
  for (const product of boughtDays(purchases, asOfMs, timeZone, by)) {
    const { subject, name, days } = product
    if (days.length < fewestPurchases) {
      const times = days.length === 1 ? 'one day' : `${days.length} days`
      notYet.push({ subject, name, missing: `bought on ${times}, ${fewestPurchases} are needed` })
    } else if (priors === null || rhythms === null) {
      notYet.push({
        subject,
        name,
        missing: 'it has not been learned yet how customers of this shop buy again',
      })
    } else {
      predictions.push(predictNext(product, rhythms, priors, today, dueWithinDays))
    }
  }
  predictions.sort(
    (left, right) =>
      compare(left.predictedConsumptionDate, right.predictedConsumptionDate) ||
      compare(left.subject, right.subject),
  )
  return { predictions, notYet }
}

function predictNext(
  product: BoughtDays,
  rhythms: Rhythms,
  paces: Pick<ConsumptionPriors, 'pace' | 'paceOf'>,
  today: number,
  dueWithinDays: number,
): ConsumptionPrediction {
  const { subject, name, category, days } = product
  const code = categoryCode(category)
  const [rhythm, pace] = [rhythmFor(rhythms, code), paceFor(paces, code)]
  const lastDay = days.at(-1) as number
  const gap = nextGap(rhythm, renewalSeries(product, pace))
  const median = gap.quantile(0.5)
  const [from, middle, to] = [gap.quantile(0.1), median, gap.quantile(0.9)].map((length) =>
    Math.round(dayAfter(pace, lastDay, length)),
  ) as [number, number, number]
  const tolerance = Math.max(2, median / 5)
  const nearby = gap.chanceUpTo(median + tolerance) - gap.chanceUpTo(median - tolerance)
  // From the middle of the distribution on, every day without a purchase makes it likelier that the rhythm has ended.
  const stillWaiting = 1 - gap.chanceUpTo(pacedDays(pace, lastDay, today))
  const seasonalShift = middle - (lastDay + Math.round(median))
  const yearly = isYearly(days)
  return {
    subject,
    name,
    category,
    predictedConsumptionDate: dateOfDay(middle),
    intervalFrom: dateOfDay(from),
    intervalTo: dateOfDay(to),
    confidence: Math.round(1000 * nearby * Math.min(1, 2 * stillWaiting)) / 1000,
    factors: consumptionFactors(product, today, {
      sizeExponent: rhythm.sizeExponent,
      seasonalShift,
      isYearly: yearly,
    }),
    predictionType:
      yearly || Math.abs(seasonalShift) >= Math.max(1, median / 10) ? 'seasonal' : 'pattern-based',
    isDue: middle <= today + dueWithinDays && today <= to,
    isOverdue: today > to,
    purchaseCount: days.length,
    lastPurchasedOn: dateOfDay(lastDay),
  }
}

function compare(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
