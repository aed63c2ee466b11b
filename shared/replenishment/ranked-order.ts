import type { ItemOrder } from './item-orders.ts'

/** An order's place in the list, and what the list is narrowed by. */
export interface RankedOrder {
  readonly sku: string
  readonly storeId: string
  /** In thousandths of one; null where the stock is not known. */
  readonly stockOutRate: number | null
  /** Sales that would be lost, or where the stock is not known all of the next 28 days; smallest units of the currency. */
  readonly worthMinor: number
  readonly isToOrder: boolean
  readonly supplier: string | null
  readonly abcClass: string
  readonly name: string | null
}

/** Where a page of the list ended. */
export type RankPlace = Pick<RankedOrder, 'sku' | 'storeId' | 'stockOutRate' | 'worthMinor'>

export function rankedOrder({ sku, storeId, forecast, situation, proposal }: ItemOrder): RankedOrder {
  const { stockOutRate, expectedLostUnits } = proposal
  const lostMinor = expectedLostUnits * (forecast.unitPriceMinor ?? 0)
  return {
    sku,
    storeId,
    stockOutRate: stockOutRate === null ? null : Math.round(stockOutRate * 1_000) / 1_000,
    worthMinor: Math.round(stockOutRate === null ? forecast.revenueNext28Minor : lostMinor),
    isToOrder: proposal.orderQuantity > 0,
    supplier: situation.terms.supplier,
    abcClass: forecast.abcClass,
    name: forecast.name,
  }
}

/** The most urgent first: what is likeliest to run out, then what is worth most. What is not known comes last. */
export function compareRanks(one: RankPlace, other: RankPlace): number {
  return (
    (other.stockOutRate ?? -1) - (one.stockOutRate ?? -1) ||
    other.worthMinor - one.worthMinor ||
    compareText(one.sku, other.sku) ||
    compareText(one.storeId, other.storeId)
  )
}

export interface RankFilter {
  /** '' is online. */
  readonly storeId: string | undefined
  readonly supplier: string | undefined
  readonly abcClass: string | undefined
  /** Words that are all in the name or the SKU. */
  readonly query: string | undefined
  readonly isOnlyToOrder: boolean
}

/** Whether an order is among those asked for. */
export function rankFilter({ storeId, supplier, abcClass, query, isOnlyToOrder }: RankFilter) {
  const words = (query ?? '').toLowerCase().split(/\s+/)
  const isNamed = ({ name, sku }: RankedOrder) => {
    const text = `${name ?? ''} ${sku}`.toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return (order: RankedOrder): boolean =>
    (!isOnlyToOrder || order.isToOrder) &&
    (storeId === undefined || order.storeId === storeId) &&
    (supplier === undefined || order.supplier === supplier) &&
    (abcClass === undefined || order.abcClass === abcClass) &&
    isNamed(order)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other)
}
