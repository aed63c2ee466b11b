import { addStockOutEnds, areGone, noStockOutEnds, type StockOutEnds } from '../sales/goods-back.ts'
import type { ItemDemand, PlaceDemand } from './item-demand.ts'

/** How the stock-outs of items went on. */
export function stockOutEndsOf(items: readonly ItemDemand[]): StockOutEnds {
  const ends = noStockOutEnds()
  for (const { places } of items) for (const { units } of places) addStockOutEnds(ends, units)
  return ends
}

/**
 * The item where it is gone for good: it is out, and of the shop's goods that were out as long hardly any came back. There its days since then are days on which nothing was asked
 * for; else it would be forecast for ever as if it came back tomorrow.
 */
export function withoutGone(item: ItemDemand, ends: StockOutEnds): ItemDemand {
  return { ...item, places: item.places.map((place) => asGone(place, ends)) }
}

function asGone(place: PlaceDemand, ends: StockOutEnds): PlaceDemand {
  const from = place.units.findLastIndex((units) => !Number.isNaN(units)) + 1
  if (!areGone(ends, place.units.length - from)) return place
  const units = place.units.slice()
  units.fill(0, from)
  return { ...place, units }
}
