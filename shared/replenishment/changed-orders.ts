import type { DemandAhead } from './demand-ahead.ts'
import type { ItemOrder } from './item-orders.ts'
import { type OrderProposal, proposeOrder } from './propose-order.ts'

/** Some of the days ahead on which more or less is sold; offsets are days from the first day of the outlook. */
export interface ChangedDays {
  readonly fromOffset: number
  readonly dayCount: number
  /** 1: as much as without the change. */
  readonly factor: number
}

/** A change that is thought through before it is made. */
export interface OrderChange extends ChangedDays {
  /** The place whose sales change; undefined: all. */
  readonly storeId: string | undefined
  /** Units expected there on these days without the change. */
  readonly units: number
  /** Undefined: as now. */
  readonly leadTimeDays: number | undefined
}

/** What is ordered of an item today, as things are and with a change. */
export interface ChangedOrders {
  readonly plainQuantity: number
  readonly changedQuantity: number
  /** How likely the stock runs out before an order of today is there, where that is most likely. */
  readonly plainStockOutRate: number | null
  readonly changedStockOutRate: number | null
}

/** The orders a change touches: of its place, or, where all places are ordered for together, of them all. */
export function touchedOrders(orders: readonly ItemOrder[], storeId: string | undefined): ItemOrder[] {
  return orders.filter(
    (order) =>
      storeId === undefined ||
      order.isForAllPlaces ||
      order.storeId === storeId ||
      order.forecast.storeId === storeId,
  )
}

/** What a change makes of the orders it touches; null where nobody knows how much there is. */
export function changedOrders(orders: readonly ItemOrder[], change: OrderChange): ChangedOrders | null {
  const known = orders.filter(({ situation }) => situation.onHandQuantity !== null)
  if (known.length === 0) return null
  const plain = known.map(({ proposal }) => proposal)
  const changed = known.map(({ situation, isForAllPlaces }) => {
    const { demand, terms } = situation
    const factor = isForAllPlaces ? sharedFactor(demand, change) : change.factor
    return proposeOrder({
      ...situation,
      demand: demandWithChange(demand, { ...change, factor }),
      terms: { ...terms, leadTimeDays: change.leadTimeDays ?? terms.leadTimeDays },
    })
  })
  return {
    plainQuantity: quantityOf(plain),
    changedQuantity: quantityOf(changed),
    plainStockOutRate: worstOf(plain),
    changedStockOutRate: worstOf(changed),
  }
}

/** What one place sells more is less of what all places sell. */
function sharedFactor(
  demand: DemandAhead,
  { storeId, units, factor, fromOffset, dayCount }: OrderChange,
): number {
  if (storeId === undefined) return factor
  const all = demand.expectedUnits(fromOffset, dayCount)
  return all > 0 ? 1 + (factor - 1) * Math.min(1, units / all) : factor
}

/**
 * Demand when a change holds on some days only: a stretch is what it was, and the days of it that are changed are added once more in
 * proportion. What they are off by is taken to go with the rest, so the range is rather too wide than too narrow.
 */
export function demandWithChange(
  demand: DemandAhead,
  { fromOffset, dayCount, factor }: ChangedDays,
): DemandAhead {
  const changed = (from: number, days: number, unitsOf: (from: number, days: number) => number) => {
    const first = Math.max(from, fromOffset)
    const shared = Math.min(from + days, fromOffset + dayCount) - first
    const plain = unitsOf(from, days)
    return shared <= 0 ? plain : Math.max(0, plain + (factor - 1) * unitsOf(first, shared))
  }
  return {
    expectedUnits: (from, days) => changed(from, days, (first, count) => demand.expectedUnits(first, count)),
    quantile: (from, days, probability) =>
      changed(from, days, (first, count) => demand.quantile(first, count, probability)),
  }
}

function quantityOf(proposals: readonly OrderProposal[]): number {
  return proposals.reduce((sum, { orderQuantity }) => sum + orderQuantity, 0)
}

function worstOf(proposals: readonly OrderProposal[]): number | null {
  const rates = proposals.map(({ stockOutRate }) => stockOutRate).filter((rate) => rate !== null)
  return rates.length === 0 ? null : Math.max(...rates)
}
