import { scaleOutlook, sumOutlooks } from './adjust-outlook.ts'
import type { DemandKnowledge } from './demand-knowledge.ts'
import { forecastLeaf, type LeafLane } from './forecast-leaf.ts'
import type { ItemDemand, PlaceDemand } from './item-demand.ts'
import type { PricedSeries } from './priced-series.ts'
import type { ItemForecast, SeriesOutlook } from './series-outlook.ts'

/** Places of an item move this far towards the forecast of all of them together, whose errors are smaller. */
const shareOfWhole = 0.5
const leastFactor = 0.25
const mostFactor = 4

/**
 * The forecast of an item in each of its places, and altogether. Where there are several places, they are moved half of the way to the forecast of
 * the item as a whole, and the whole is their sum.
 *
 * @param lane `full` for items that are worth the time
 */
export function forecastItem(
  item: ItemDemand,
  knowledge: DemandKnowledge,
  lane: LeafLane = 'tail',
): ItemForecast {
  const forecast = (series: PricedSeries, storeId: string | null, by: LeafLane) =>
    forecastLeaf(series, item.category, storeId, knowledge, by)
  const { places } = item
  const [only] = places
  const several = places.length > 1
  const leaves = places.flatMap((place) => forecast(place, place.storeId, several ? 'tail' : lane) ?? [])
  const [first] = leaves
  if (first === undefined || only === undefined) return { leaves: [], whole: null }
  if (!several) return { leaves, whole: { ...first, storeId: '' } }
  const whole = forecast(allPlaces(places), null, lane)
  if (whole === null) return { leaves: [], whole: null }
  const sum = sumOutlooks(leaves.map(({ outlook }) => outlook))
  const factors = sum.blocks.map((units, block) => {
    const ratio = units > 0 ? (whole.outlook.blocks[block] as number) / units : 1
    return 1 + shareOfWhole * (Math.max(leastFactor, Math.min(mostFactor, ratio)) - 1)
  })
  const moved = leaves.map((leaf) => ({ ...leaf, outlook: scaleOutlook(leaf.outlook, factors) }))
  return { leaves: moved, whole: sumOfLeaves(whole, moved) }
}

/**
 * The forecast of an item after its leaves were multiplied by what reconciling says of their places: `factorsOf` a place, one number a
 * block. The whole is their sum again.
 */
export function scaleItem(
  { leaves, whole }: ItemForecast,
  factorsOf: (storeId: string) => ArrayLike<number>,
): ItemForecast {
  const scaled = leaves.map((leaf) => ({
    ...leaf,
    outlook: scaleOutlook(leaf.outlook, factorsOf(leaf.storeId)),
  }))
  return { leaves: scaled, whole: whole === null ? null : sumOfLeaves(whole, scaled) }
}

/** The whole with the sums of its leaves as blocks, and its own scale as much larger or smaller as they are. */
function sumOfLeaves(whole: SeriesOutlook, leaves: readonly SeriesOutlook[]): SeriesOutlook {
  const { blocks } = sumOutlooks(leaves.map(({ outlook }) => outlook))
  const scales = whole.outlook.scales.map((scale, block) => {
    const before = whole.outlook.blocks[block] as number
    return before > 0 ? (scale * (blocks[block] as number)) / before : scale
  })
  return { ...whole, outlook: { ...whole.outlook, blocks, scales } }
}

/** The days of all places together; missing only where all are. */
export function allPlaces(places: readonly PlaceDemand[]): PlaceDemand {
  const firstDay = Math.min(...places.map((place) => place.firstDay))
  const length = Math.max(...places.map((place) => place.firstDay + place.units.length)) - firstDay
  const units = new Float64Array(length).fill(Number.NaN)
  const returnedUnits = new Float64Array(length)
  const revenueMinor = new Float64Array(length)
  for (const place of places) {
    const shift = place.firstDay - firstDay
    for (let at = 0; at < place.units.length; at++) {
      const to = at + shift
      const sold = place.units[at] as number
      if (!Number.isNaN(sold))
        units[to] = Number.isNaN(units[to] as number) ? sold : (units[to] as number) + sold
      returnedUnits[to] = (returnedUnits[to] as number) + (place.returnedUnits[at] as number)
      revenueMinor[to] = (revenueMinor[to] as number) + (place.revenueMinor[at] as number)
    }
  }
  return { storeId: '', firstDay, units, returnedUnits, revenueMinor }
}
