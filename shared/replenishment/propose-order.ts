import { type DemandAhead, demandOver } from './demand-ahead.ts'
import { arrivingWithin, type InboundArrivals } from './inbound-arrivals.ts'
import { orderQuantity } from './order-quantity.ts'
import { stockOutRate } from './stock-out-rate.ts'
import type { ResolvedSupplyTerms } from './supply-rule.ts'

/** What is known of an item where it is ordered. */
export interface OrderSituation {
  readonly demand: DemandAhead
  /** Today, in days from the first day of the outlook. */
  readonly fromOffset: number
  /** Null: nobody told. Below zero: owed to customers. */
  readonly onHandQuantity: number | null
  readonly inbound: InboundArrivals
  readonly terms: ResolvedSupplyTerms
}

/** What to order today, and what that follows from. In units. */
export interface OrderProposal {
  /** Counted as there: what comes before an order of the next chance could. */
  readonly inboundQuantity: number
  /** In the days until an order of the next chance could be there. */
  readonly expectedDemand: number
  readonly safetyStock: number
  readonly orderUpToLevel: number
  /** 0: nothing to order, or nobody can tell. */
  readonly orderQuantity: number
  /** How likely more is asked for than there is before an order of today is there, 0 to 1; null: nobody can tell. */
  readonly stockOutRate: number | null
  /** Units that customers will ask for in vain before an order of today is there, at least. */
  readonly expectedLostUnits: number
}

/**
 * Periodic review with an order-up-to level, (R, S): at every review, order what the inventory position lacks to S. S is the demand
 * over lead time and review period that is not exceeded with the service level's probability, since the next order can only be there after
 * both (Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 2017, chapter 6). The position is what is on
 * hand less what is owed, and what comes in that time.
 */
export function proposeOrder(situation: OrderSituation): OrderProposal {
  const { demand, fromOffset, onHandQuantity, inbound, terms } = situation
  const { leadTimeDays, reviewPeriodDays, serviceLevelRate, packSize, minimumOrderQuantity } = terms
  const protectedDays = leadTimeDays + reviewPeriodDays
  const cycle = demandOver(demand, fromOffset, protectedDays)
  const orderUpToLevel = cycle.quantile(serviceLevelRate)
  const inboundQuantity = arrivingWithin(inbound, protectedDays)
  const figures = {
    inboundQuantity,
    expectedDemand: cycle.expectedUnits,
    safetyStock: Math.max(0, orderUpToLevel - cycle.expectedUnits),
    orderUpToLevel,
  }
  if (onHandQuantity === null) {
    return { ...figures, orderQuantity: 0, stockOutRate: null, expectedLostUnits: 0 }
  }
  const untilThen = demandOver(demand, fromOffset, leadTimeDays)
  const thereUntilThen = onHandQuantity + arrivingWithin(inbound, leadTimeDays)
  const shortage = orderUpToLevel - onHandQuantity - inboundQuantity
  return {
    ...figures,
    orderQuantity: orderQuantity(shortage, packSize, minimumOrderQuantity),
    stockOutRate: stockOutRate(untilThen, thereUntilThen),
    expectedLostUnits: Math.max(0, untilThen.expectedUnits - thereUntilThen),
  }
}
