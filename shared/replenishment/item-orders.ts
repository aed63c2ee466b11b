import type { ForecastRow } from '../database/tables/forecast.ts'
import { type Inbound, inboundArrivals } from './inbound-arrivals.ts'
import { type OrderingPlace, orderingPlaces } from './ordering-places.ts'
import { type OrderProposal, type OrderSituation, proposeOrder } from './propose-order.ts'
import { resolveSupplyTerms, type SupplyRuleBook } from './supply-rule.ts'

/** What ordering needs of a forecast. */
export type OrderedForecast = Pick<
  ForecastRow,
  | 'runId'
  | 'level'
  | 'sku'
  | 'storeId'
  | 'category'
  | 'productId'
  | 'name'
  | 'demandClass'
  | 'abcClass'
  | 'xyzClass'
  | 'outlook'
  | 'unitPriceMinor'
  | 'revenueNext28Minor'
>

/** One item with all that is known of it. */
export interface ItemToOrder {
  readonly sku: string
  /** In each place that sells it. */
  readonly leaves: readonly OrderedForecast[]
  /** In all of them together, where that is kept. */
  readonly whole: OrderedForecast | undefined
  /** By place, as far as told. */
  readonly stock: ReadonlyMap<string, number>
  readonly inbound: readonly (Inbound & { readonly storeId: string })[]
}

/** What to order of an item for a place, with all that it follows from. */
export interface ItemOrder {
  readonly sku: string
  readonly storeId: string
  /** For all places together. */
  readonly isForAllPlaces: boolean
  readonly forecast: OrderedForecast
  readonly situation: OrderSituation
  readonly proposal: OrderProposal
}

export interface OrderingBasis {
  readonly rules: SupplyRuleBook
  /** Days since 1970-01-01. */
  readonly today: number
  readonly openDemand: (forecast: OrderedForecast) => Pick<OrderSituation, 'demand' | 'fromOffset'>
}

/** The orders of an item, one for each place it is ordered for. */
export function itemOrders(item: ItemToOrder, basis: OrderingBasis): ItemOrder[] {
  const demandPlaces = item.leaves.map(({ storeId }) => storeId)
  const places = orderingPlaces(demandPlaces, item.stock)
  const isUntold = item.leaves.length > 1 && item.whole === undefined
  const isTogether = places.some(({ demandOf }) => demandOf === null)
  // Without a forecast of all places together there is nothing to set the stock against.
  const answered = isTogether && isUntold ? orderingPlaces(demandPlaces, new Map()) : places
  return answered.flatMap((place) => {
    const forecast = forecastFor(item, place)
    if (forecast === undefined) return []
    const inbound = item.inbound.filter(({ storeId }) => place.inboundTo?.includes(storeId) ?? true)
    const situation: OrderSituation = {
      ...basis.openDemand(forecast),
      onHandQuantity: place.onHandQuantity,
      inbound: inboundArrivals(inbound, basis.today),
      terms: resolveSupplyTerms(basis.rules, item.sku, place.storeId),
    }
    return {
      sku: item.sku,
      storeId: place.storeId,
      isForAllPlaces: place.demandOf === null && item.leaves.length > 1,
      forecast,
      situation,
      proposal: proposeOrder(situation),
    }
  })
}

function forecastFor(
  { leaves, whole }: ItemToOrder,
  { demandOf }: OrderingPlace,
): OrderedForecast | undefined {
  if (demandOf !== null) return leaves.find(({ storeId }) => storeId === demandOf)
  return leaves.length === 1 ? leaves[0] : whole
}
