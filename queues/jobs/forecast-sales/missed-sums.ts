import { itemDemand } from '#shared/demand/item-demand.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import { missedSales } from '#shared/sales/missed-sales.ts'
import type { ItemSales, SalesSeries } from '#shared/sales/sales-series.ts'
import { isStockedOut, type StockOuts } from '#shared/sales/stock-outs.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import type { KnownSupply } from './known-supply.ts'
import { NodeSums } from './node-sums.ts'

/**
 * What an item would have sold on its days without goods, as if sold through one channel; null where there were none. One place after the other is
 * opened day by day: all of many places at once would not fit into memory.
 */
export function missedByItem(
  { item, series }: ItemSales,
  stockOuts: StockOuts | undefined,
  asOfDay: number,
  { ends, isPlain }: KnownSupply,
): ItemSales | null {
  if (stockOuts === undefined) return null
  const missed: SalesSeries[] = []
  const isOut = (storeId: string, day: number) => isStockedOut(stockOuts, storeId, day)
  for (const [storeId, ofPlace] of Map.groupBy(series, (each) => each.storeId)) {
    const { places } = itemDemand({ item, series: ofPlace }, asOfDay, isOut)
    for (const place of places) {
      const sold = missedSales(place, ends, (day) => isPlain(storeId, day))
      for (const { buffer } of [place.units, place.returnedUnits, place.revenueMinor])
        freeBytes(new Uint8Array(buffer))
      if (sold.days.length === 0) continue
      const returnedUnits = new Float64Array(sold.days.length)
      missed.push({ sku: item.sku, storeId, channel: 'other', ...sold, returnedUnits })
    }
  }
  return missed.length === 0 ? null : { item, series: missed }
}

/**
 * Makes sums of what was sold those of what was asked for.
 *
 * @param missed the file with what was missed; null: nobody knows it
 */
export async function addMissed(
  sums: NodeSums,
  missed: string | null,
  { files }: Pick<ForecastPorts, 'files'>,
): Promise<void> {
  if (missed === null) return
  const others = NodeSums.read(await files.read(missed))
  sums.addMissed(others)
  others.free()
}
