import { historyDays, type ItemDemand, itemDemand } from '#shared/demand/item-demand.ts'
import type { LatePlaces } from '#shared/demand/late-places.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { isStockedOut, type StockOuts } from '#shared/sales/stock-outs.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** Of so many items stock-outs are looked up at once: those of all would not fit into memory. */
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
  for await (const [each, counted] of withStockOuts(items, asOfDay, { sales })) {
    const isOut = (storeId: string, day: number) =>
      isLate(late, storeId, day) || (counted !== undefined && isStockedOut(counted, storeId, day))
    const demand = itemDemand(each, asOfDay, isOut)
    if (demand.places.length > 0) yield demand
  }
}

/** Items one after the other, with the days on which there was nothing to sell of them; undefined where none is known. */
export async function* withStockOuts(
  items: readonly ItemSales[],
  asOfDay: number,
  { sales }: Pick<ForecastPorts, 'sales'>,
): AsyncGenerator<readonly [ItemSales, StockOuts | undefined]> {
  for (let from = 0; from < items.length; from += itemsAtOnce) {
    const some = items.slice(from, from + itemsAtOnce)
    const skus = some.map(({ item }) => item.sku)
    const stockOuts = await sales.stockOuts(skus, asOfDay - historyDays + 1, asOfDay)
    for (const each of some) yield [each, stockOuts.get(each.item.sku)]
  }
}

function isLate(late: LatePlaces, storeId: string, day: number): boolean {
  return Object.hasOwn(late, storeId) && day >= (late[storeId] ?? day)
}
