import { allPlaces, forecastItem, scaleItem } from '#shared/demand/forecast-item.ts'
import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import { forecastNodes } from '#shared/demand/forecast-nodes.ts'
import { stockOutEndsOf, withoutGone } from '#shared/demand/gone-goods.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import { learnDemand } from '#shared/demand/learn-demand.ts'
import { nodeKey } from '#shared/demand/node-demand.ts'
import { type OpenOutlook, openOutlook } from '#shared/demand/open-outlook.ts'
import { outlookBlocks, outlookDays } from '#shared/demand/outlook.ts'
import { holidaysOf } from '#shared/demand/public-holidays.ts'
import { reconcileNodes } from '#shared/demand/reconcile-nodes.ts'
import type { SeriesOutlook } from '#shared/demand/series-outlook.ts'
import type { StockOutEnds } from '#shared/sales/goods-back.ts'
import { missedSales } from '#shared/sales/missed-sales.ts'
import { knownBefore, sumsOf } from '#tests/shared/demand/simulated-shop.ts'

/** A shop whose days end together. */
export interface MeasuredShop {
  readonly name: string
  readonly items: readonly ItemDemand[]
  readonly lastDay: number
  /** Whose holidays count; null: nobody's. */
  readonly country: string | null
  /** True: sums are those of what was sold, as they were before what was missed for want of goods was added. */
  readonly areSumsAsSold?: boolean
}

/** One series: what was said of it, what had been sold, and what then came day by day. */
export interface ToldAndSold {
  readonly level: ForecastLevel
  readonly open: OpenOutlook
  readonly before: Float64Array
  readonly after: Float64Array
}

const fullItems = 500
const yearDays = 364

/** Forecasts a whole shop as its job does, sums and items agreeing, as it was some days before its end. */
export function forecastShop(
  { items, lastDay, country, areSumsAsSold = false }: MeasuredShop,
  hiddenDays: number,
): ToldAndSold[] {
  const asOfDay = lastDay - hiddenDays
  const shop = items
    .map((item) => ({ item, known: knownBefore(item, hiddenDays) }))
    .filter(({ known }) => known.places.length > 0)
  const ends = stockOutEndsOf(shop.map(({ known }) => known))
  const sample = shop.map(({ known }) => withoutGone(known, ends))
  const nodes = sumsOf(
    shop.map(({ known }) => (areSumsAsSold ? known : withMissed(known, ends))),
    asOfDay,
  )
  const firstDay = Math.min(...nodes.map((node) => node.firstDay))
  const calendar = country === null ? [] : holidaysOf(country, firstDay, asOfDay + outlookDays)
  const knowledge = learnDemand({ sample, nodes, calendar, asOfDay })
  const border = sample.map(yearRevenue).sort((one, other) => other - one)[fullItems - 1] ?? 0
  const made = shop.map(({ item, known }) => {
    const lane = yearRevenue(known) >= border ? 'full' : 'tail'
    return { item, forecast: forecastItem(withoutGone(known, ends), knowledge, lane) }
  })
  const leafBlocks: Record<string, number[]> = {}
  for (const { item, forecast } of made) {
    for (const { storeId, outlook } of forecast.leaves) {
      const key = pairKey(item, storeId)
      const sums = leafBlocks[key] ?? new Array<number>(outlookBlocks).fill(0)
      leafBlocks[key] = sums.map((sum, block) => sum + (outlook.blocks[block] as number))
    }
  }
  const agreed = reconcileNodes(forecastNodes(nodes, knowledge), leafBlocks)
  const allUnits = new Map(sumsOf(items, lastDay).map((node) => [nodeKey(node), node.units]))
  const told = (level: ForecastLevel, series: SeriesOutlook, category: string, units: Float64Array) => ({
    level,
    open: openOutlook(series.outlook, knowledge.basis, category, series.demandClass),
    before: units.slice(0, -hiddenDays),
    after: units.slice(-hiddenDays),
  })
  const ofNodes = agreed.nodes.map((node) =>
    told(node.level, node, node.category, allUnits.get(nodeKey(node)) as Float64Array),
  )
  const ofItems = made.flatMap(({ item, forecast }) => {
    const { leaves, whole } = scaleItem(forecast, (storeId) => agreed.factors[pairKey(item, storeId)] ?? [])
    const category = item.category ?? ''
    const several = item.places.length > 1
    const ofPlaces = several ? leaves : []
    return [
      ...(whole === null ? [] : [told('sku', whole, category, allPlaces(item.places).units)]),
      ...ofPlaces.map((leaf) => {
        const place = item.places.find(({ storeId }) => storeId === leaf.storeId)
        return told('sku-store', leaf, category, place?.units ?? new Float64Array(0))
      }),
    ]
  })
  return [...ofNodes, ...ofItems]
}

function pairKey({ category }: ItemDemand, storeId: string): string {
  return nodeKey({ level: 'category-store', storeId, category: category ?? '', region: '' })
}

function yearRevenue({ places }: ItemDemand): number {
  return places.reduce((sum, { revenueMinor }) => {
    return revenueMinor.subarray(-yearDays).reduce((before, money) => before + money, sum)
  }, 0)
}

/** The item with what would have been sold on days without goods, where that can be said. */
function withMissed(item: ItemDemand, ends: StockOutEnds): ItemDemand {
  return {
    ...item,
    places: item.places.map((place) => {
      const missed = missedSales(place, ends)
      if (missed.days.length === 0) return place
      const units = place.units.slice()
      const revenueMinor = place.revenueMinor.slice()
      for (const [at, day] of missed.days.entries()) {
        units[day - place.firstDay] = missed.units[at] as number
        revenueMinor[day - place.firstDay] = missed.revenueMinor[at] as number
      }
      return { ...place, units, revenueMinor }
    }),
  }
}
