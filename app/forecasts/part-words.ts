import type { ForecastSort, PartKind } from './forecast-view.ts'

/** What the lists beneath a forecast are called. */
export const partKindNames: Readonly<Record<PartKind, { tab: string; one: string; many: string }>> = {
  regions: { tab: 'Regions', one: 'region', many: 'regions' },
  stores: { tab: 'Stores', one: 'place', many: 'places' },
  categories: { tab: 'Categories', one: 'category', many: 'categories' },
  items: { tab: 'Items', one: 'item', many: 'items' },
}

/** What the orders of a list are called. */
export const sortNames: Readonly<Record<ForecastSort, string>> = {
  revenue: 'most revenue first',
  units: 'most units first',
  change: 'largest rise first',
  name: 'by name',
  wape: 'least exact first',
}
