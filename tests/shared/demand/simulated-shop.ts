import type { ItemDemand, PlaceDemand } from '#shared/demand/item-demand.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import type { RandomSource } from '#shared/kernel/random.ts'

/** Draws from a Poisson distribution, by counting exponential waits; for large means by a normal one. */
export function drawPoisson(mean: number, random: RandomSource): number {
  if (mean > 200) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal))
  }
  let count = 0
  let waited = -Math.log(1 - random())
  while (waited < mean) {
    waited -= Math.log(1 - random())
    count++
  }
  return count
}

/** A factor whose mean is 1, from a gamma distribution of a whole shape: as the rate of a Poisson it makes a negative binomial. */
export function drawGamma(shape: number, random: RandomSource): number {
  let sum = 0
  for (let at = 0; at < shape; at++) sum -= Math.log(1 - random())
  return sum / shape
}

/** An item in one place whose units of each day, counted from the first, come from `draw`. A unit costs 300. */
export function simulatedPlace(
  storeId: string,
  firstDay: number,
  dayCount: number,
  draw: (at: number) => number,
): PlaceDemand {
  const units = Float64Array.from({ length: dayCount }, (_, at) => draw(at))
  return {
    storeId,
    firstDay,
    units,
    returnedUnits: new Float64Array(dayCount),
    revenueMinor: units.map((count) => (Number.isNaN(count) ? 0 : 300 * count)),
  }
}

export function simulatedItem(
  sku: string,
  category: string | null,
  places: readonly PlaceDemand[],
): ItemDemand {
  return { sku, productId: sku, name: sku, category, places }
}

/** The same as it was known some days earlier. Places that had not begun are left out. */
export function knownBefore(item: ItemDemand, dayCount: number): ItemDemand {
  const places = item.places
    .filter(({ units }) => units.length > dayCount)
    .map((place) => ({
      ...place,
      units: place.units.slice(0, -dayCount),
      returnedUnits: place.returnedUnits.slice(0, -dayCount),
      revenueMinor: place.revenueMinor.slice(0, -dayCount),
    }))
  return { ...item, places: places.filter(({ units }) => units.some((count) => count > 0)) }
}

/** Sums by plain addition: total, regions where a store is in one, stores, categories and pairs. All places end on the same day. */
export function sumsOf(
  items: readonly ItemDemand[],
  asOfDay: number,
  regions: Readonly<Record<string, string>> = {},
): NodeDemand[] {
  const nodes = new Map<string, NodeDemand>()
  const firstDay = Math.min(...items.flatMap(({ places }) => places.map((place) => place.firstDay)))
  for (const { category, places } of items) {
    for (const { storeId, firstDay: begins, units, revenueMinor } of places) {
      const of = { storeId: '', category: '', region: '' }
      const region = regions[storeId] ?? ''
      for (const place of [
        { ...of, level: 'total' as const },
        ...(Object.keys(regions).length > 0 ? [{ ...of, level: 'region' as const, region }] : []),
        { ...of, level: 'store' as const, storeId, region },
        { ...of, level: 'category' as const, category: category ?? '' },
        { ...of, level: 'category-store' as const, storeId, category: category ?? '', region },
      ]) {
        const key = JSON.stringify(place)
        const length = asOfDay - firstDay + 1
        const node = nodes.get(key) ?? {
          ...place,
          firstDay,
          units: new Float64Array(length),
          revenueMinor: new Float64Array(length),
        }
        nodes.set(key, node)
        units.forEach((count, at) => {
          const to = begins - firstDay + at
          if (count > 0) node.units[to] = (node.units[to] ?? 0) + count
          node.revenueMinor[to] = (node.revenueMinor[to] ?? 0) + (revenueMinor[at] ?? 0)
        })
      }
    }
  }
  return [...nodes.values()]
}
