import { outlookDays } from '../demand/outlook.ts'

/** How much is asked for in a stretch of days; offsets are days from the first day of an outlook, 0 to 90. */
export interface DemandAhead {
  expectedUnits(fromOffset: number, dayCount: number): number
  /** The units that suffice with a probability of 0 to 1; grows with it. */
  quantile(fromOffset: number, dayCount: number, probability: number): number
}

/** Demand over one stretch of days. */
export interface StretchDemand {
  readonly expectedUnits: number
  quantile(probability: number): number
}

/** An old outlook is read from here on at the latest, so that four weeks of it are left. */
const latestOffset = outlookDays - 28

/** How far the days of an outlook have gone by on a day; an outlook that is nearly used up goes on as its last four weeks. */
export function offsetOf(asOfDay: number, today: number): number {
  return Math.min(Math.max(0, today - asOfDay - 1), latestOffset)
}

/**
 * Demand in `dayCount` days from an offset on. What lies beyond the outlook is thought of as the stretch before it, errors too:
 * their ends move apart in proportion, which is as wide as they can get.
 */
export function demandOver(demand: DemandAhead, fromOffset: number, dayCount: number): StretchDemand {
  if (dayCount <= 0) return { expectedUnits: 0, quantile: () => 0 }
  const seenDays = Math.min(dayCount, outlookDays - fromOffset)
  const factor = dayCount / seenDays
  return {
    expectedUnits: factor * demand.expectedUnits(fromOffset, seenDays),
    quantile: (probability) => factor * demand.quantile(fromOffset, seenDays, probability),
  }
}
