/** What a forecast is about. Each level adds up to those above it. */
export const forecastLevels = [
  'total',
  'region',
  'store',
  'category',
  'category-store',
  'sku',
  'sku-store',
] as const
export type ForecastLevel = (typeof forecastLevels)[number]

/** The place a forecast is about, '' for online; null: it is about several. */
export function placeOf({
  level,
  storeId,
}: {
  readonly level: ForecastLevel
  readonly storeId: string
}): string | null {
  return level === 'store' || level === 'category-store' || level === 'sku-store' ? storeId : null
}

/** Where a part of a shop sells: a place ('' online), or all places of a region. */
export type PlaceOrRegion = string | { readonly region: string }

/** Where a series is sold: null in all of the shop. */
export type SoldIn = PlaceOrRegion | null

/** Where what a forecast is about is sold. */
export function whereSold(of: {
  readonly level: ForecastLevel
  readonly storeId: string
  readonly region: string
}): SoldIn {
  return of.level === 'region' ? { region: of.region } : placeOf(of)
}

/** How a forecast came about: with a search among models, by quick levels, from what is like it, or by adding up. */
export const forecastLanes = ['full', 'tail', 'new', 'sum'] as const
export type ForecastLane = (typeof forecastLanes)[number]
