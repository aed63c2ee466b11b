import { itemDemand } from '#shared/demand/item-demand.ts'
import { type LatePlaces, latePlaces } from '#shared/demand/late-places.ts'
import { addStockOutEnds, noStockOutEnds, type StockOutEnds } from '#shared/sales/goods-back.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { isStockedOut } from '#shared/sales/stock-outs.ts'
import { closedDays } from './closed-days.ts'
import { readJson } from './forecast-cursor.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { NodeSums } from './node-sums.ts'
import { withStockOuts } from './open-items.ts'
import { readCalendar } from './read-calendar.ts'
import { heldOutDays } from './told-source.ts'

/** What the sample says of days on which nothing was sold, before all items are read. Plain data. */
interface SampleSupply {
  readonly ends: StockOutEnds
  /** As it was known before the days that may be held out. */
  readonly endsThen: StockOutEnds
  readonly late: LatePlaces
}

/** What has to be known to say what was missed for want of goods. */
export interface KnownSupply {
  /** How the shop's stock-outs went on. */
  readonly ends: StockOutEnds
  /** Whether a place may have been open on a day, and has told it. */
  isPlain(storeId: string, day: number): boolean
}

/** Looks at the sample, which has all items of a small shop. */
export async function sampleSupply(
  items: readonly ItemSales[],
  asOfDay: number,
  ports: ForecastPorts,
): Promise<SampleSupply> {
  const ends = noStockOutEnds()
  const endsThen = noStockOutEnds()
  const sums = new NodeSums(asOfDay, new Set())
  for await (const [sales, stockOuts] of withStockOuts(items, asOfDay, ports)) {
    sums.add(sales)
    if (stockOuts === undefined) continue
    for (const [, series] of Map.groupBy(sales.series, ({ storeId }) => storeId)) {
      const { places } = itemDemand({ item: sales.item, series }, asOfDay, (storeId, day) => {
        return isStockedOut(stockOuts, storeId, day)
      })
      for (const { units } of places) {
        addStockOutEnds(ends, units)
        addStockOutEnds(endsThen, units.subarray(0, Math.max(0, units.length - heldOutDays)))
      }
    }
  }
  const isClosed = await closedIn(asOfDay, ports)
  const late = latePlaces(
    sums.nodes(() => ''),
    isClosed,
  )
  sums.free()
  return { ends, endsThen, late }
}

/**
 * What was found in the sample, and `earlier` what of it was known before the days that may be held out: places that were late then have told since.
 *
 * @param name the file with what the sample said
 */
export async function readSupply(
  name: string,
  asOfDay: number,
  ports: ForecastPorts,
): Promise<KnownSupply & { readonly earlier: KnownSupply }> {
  const { ends, endsThen, late } = await readJson<SampleSupply>(name, ports)
  const isClosed = await closedIn(asOfDay, ports)
  const isLate = (storeId: string, day: number) => {
    return Object.hasOwn(late, storeId) && day >= (late[storeId] ?? day)
  }
  const isPlain = (storeId: string, day: number) => !isLate(storeId, day) && !isClosed(storeId, day)
  return { ends, isPlain, earlier: { ends: endsThen, isPlain } }
}

async function closedIn(asOfDay: number, ports: ForecastPorts): Promise<ReturnType<typeof closedDays>> {
  const countries = await ports.storesAbroad()
  return closedDays(await readCalendar(asOfDay, countries, ports), countries)
}
