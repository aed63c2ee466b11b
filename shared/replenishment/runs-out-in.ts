import { outlookDays } from '../demand/outlook.ts'
import type { DemandAhead } from './demand-ahead.ts'
import type { InboundArrivals } from './inbound-arrivals.ts'

/**
 * In how many days from today expected demand is more than what was there and came until then: 0 for today. Null when that does not
 * happen within the outlook. What comes on a day is there for that day.
 */
export function runsOutIn(
  demand: DemandAhead,
  fromOffset: number,
  onHandQuantity: number,
  { arrivals }: InboundArrivals,
): number | null {
  let stock = onHandQuantity
  let next = 0
  for (let inDays = 0; fromOffset + inDays < outlookDays; inDays += 1) {
    for (let coming = arrivals[next]; coming?.inDays === inDays; coming = arrivals[next]) {
      stock += coming.quantity
      next += 1
    }
    stock -= demand.expectedUnits(fromOffset + inDays, 1)
    if (stock < 0) return inDays
  }
  return null
}
