import { historyDays, type ItemDemand, itemDemand } from '#shared/demand/item-demand.ts'
import type { LatePlaces } from '#shared/demand/late-places.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { isStockedOut } from '#shared/sales/stock-outs.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** A lot of items at once would not fit into memory, day by day. */
const itemsAtOnce = 500

/**
 * What was asked for of items until a day, one after the other: the days in which there was nothing to sell are not zeros, nor those that a
 * late place has not told. Items that sold nothing until then are left out.
 */
export async function* openItems(
  items: readonly ItemSales[],
  asOfDay: number,
  { sales }: Pick<ForecastPorts, 'sales'>,
  late: LatePlaces = {},
): AsyncGenerator<ItemDemand> {
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const some = items.slice(from, from + itemsAtOnce)
    const skus = some.map(({ item }) => item.sku)
    const stockOuts = await sales.stockOuts(skus, asOfDay - historyDays + 1, asOfDay)
    for (const each of some) {
      const counted = stockOuts.get(each.item.sku)
      const isOut = (storeId: string, day: number) =>
        isLate(late, storeId, day) || (counted !== undefined && isStockedOut(counted, storeId, day))
      const demand = itemDemand(each, asOfDay, isOut)
      if (demand.places.length > 0) yield demand
    }
  }
}

function isLate(late: LatePlaces, storeId: string, day: number): boolean {
  return Object.hasOwn(late, storeId) && day >= (late[storeId] ?? day)
}
