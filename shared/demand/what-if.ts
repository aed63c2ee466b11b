import type { OpenOutlook } from './open-outlook.ts'
import type { PriceResponse } from './price-response.ts'

/** A change that is thought through. */
export interface DemandChange {
  /** -0.1: a tenth cheaper. */
  readonly priceChangeRate: number
  readonly isPromoted: boolean
}

/** What is expected of some days. */
export interface ExpectedSales {
  readonly units: number
  readonly lower80: number
  readonly upper80: number
  /** Smallest units of the tenant's currency; null without a price. */
  readonly revenueMinor: number | null
}

export interface ChangedSales {
  readonly plain: ExpectedSales
  readonly changed: ExpectedSales
  /** How much more is sold, 1 being as much as before. */
  readonly factor: number
  /** The outlook with the change, for asking on. */
  readonly outlook: OpenOutlook
  /** What it rests on, and how far it can be trusted. */
  readonly reasons: readonly string[]
}

const leastFactor = 0.05
const mostFactor = 10
const farPriceChange = 0.3

/**
 * What a change of price or a promotion does to sales: units go with the price to the power of what was learned of the category, and as on earlier
 * promotions. A change that nothing was learned of changes nothing, and the reasons say so.
 */
export function whatIf(
  outlook: OpenOutlook,
  fromOffset: number,
  dayCount: number,
  unitPriceMinor: number | null,
  { priceChangeRate, isPromoted }: DemandChange,
  { priceElasticity, promotionChangeRate }: PriceResponse,
): ChangedSales {
  const ofPrice = (1 + priceChangeRate) ** (priceElasticity ?? 0)
  const ofPromotion = isPromoted ? 1 + (promotionChangeRate ?? 0) : 1
  const factor = Math.max(leastFactor, Math.min(mostFactor, ofPrice * ofPromotion))
  const changed = timesUnits(outlook, factor)
  const reasons: string[] = []
  if (priceChangeRate !== 0) {
    reasons.push(
      priceElasticity === null
        ? 'Past sales do not surely say what a price does here: as many units are expected as before.'
        : `In past sales of the category a price one per cent higher went with ${Math.abs(priceElasticity).toFixed(1)} % fewer units.`,
    )
    if (Math.abs(priceChangeRate) > farPriceChange) {
      reasons.push('Prices have hardly moved that far before: take the figures as a direction.')
    }
  }
  if (isPromoted) {
    reasons.push(
      promotionChangeRate === null
        ? 'No earlier promotion is in the calendar, so nothing is known of what one does.'
        : `Earlier promotions sold ${Math.round(Math.abs(promotionChangeRate) * 100)} % ${promotionChangeRate < 0 ? 'less' : 'more'} on their days.`,
    )
  }
  if (reasons.length === 0) reasons.push('Nothing is changed.')
  return {
    plain: expectedSales(outlook, fromOffset, dayCount, unitPriceMinor),
    changed: expectedSales(
      changed,
      fromOffset,
      dayCount,
      unitPriceMinor === null ? null : unitPriceMinor * (1 + priceChangeRate),
    ),
    factor,
    outlook: changed,
    reasons,
  }
}

function expectedSales(
  outlook: OpenOutlook,
  fromOffset: number,
  dayCount: number,
  unitPriceMinor: number | null,
): ExpectedSales {
  const units = outlook.expectedUnits(fromOffset, dayCount)
  const { lower, upper } = outlook.interval(fromOffset, dayCount, 0.8)
  const revenueMinor = unitPriceMinor === null ? null : units * unitPriceMinor
  return { units, lower80: lower, upper80: upper, revenueMinor }
}

/** The same outlook with so many times the units. */
function timesUnits(outlook: OpenOutlook, factor: number): OpenOutlook {
  return {
    expectedUnits: (from, days) => factor * outlook.expectedUnits(from, days),
    quantile: (from, days, probability) => factor * outlook.quantile(from, days, probability),
    interval: (from, days, coverageRate) => {
      const { lower, upper } = outlook.interval(from, days, coverageRate)
      return { lower: factor * lower, upper: factor * upper }
    },
  }
}
