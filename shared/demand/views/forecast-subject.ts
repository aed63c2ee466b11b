import type { ForecastSubject } from '../../contracts/forecasts.ts'
import type { ForecastLevel } from '../forecast-levels.ts'

/** What a row of forecasts or alerts says of what it is about: '' where the level has none; a store '' is online. An item '' in places is all of them. */
export interface SubjectRow {
  readonly level: ForecastLevel
  readonly sku: string
  readonly storeId: string
  readonly category: string
  readonly region: string
  /** Of the item; null for other levels. */
  readonly name: string | null
  readonly productId?: string | null
}

const withPlace: ReadonlySet<ForecastLevel> = new Set(['store', 'category-store', 'sku-store'])

/** What a forecast is about, as the API shows it. `storeNames` by id; a place without a name is called by its number. */
export function forecastSubject(row: SubjectRow, storeNames: ReadonlyMap<string, string>): ForecastSubject {
  const { level, sku, storeId, category, region } = row
  return {
    level,
    sku: sku === '' ? null : sku,
    storeId: withPlace.has(level) && !isOfAllItems(row) ? storeId : null,
    category: level === 'category' || level === 'category-store' ? category : category || null,
    region: level === 'region' ? region : region || null,
    label: subjectLabel(row, storeNames),
    productId: row.productId ?? null,
  }
}

/** Whether it is about how all items in places were forecast. */
function isOfAllItems({ level, sku }: SubjectRow): boolean {
  return level === 'sku-store' && sku === ''
}

/** What people call a place. */
export function placeLabel(storeId: string, storeNames: ReadonlyMap<string, string>): string {
  return storeId === '' ? 'Online' : (storeNames.get(storeId) ?? `Store ${storeId}`)
}

function subjectLabel(row: SubjectRow, storeNames: ReadonlyMap<string, string>): string {
  const { level, sku, storeId, category, region, name } = row
  const item = name ?? sku
  const place = storeId === '' ? 'online' : placeLabel(storeId, storeNames)
  const group = category === '' ? 'Other categories' : category
  switch (level) {
    case 'total':
      return 'All sales'
    case 'region':
      return region === '' ? 'Without a region' : region
    case 'store':
      return placeLabel(storeId, storeNames)
    case 'category':
      return group
    case 'category-store':
      return `${group}, ${place}`
    case 'sku':
      return item
    case 'sku-store':
      return isOfAllItems(row) ? 'Items by store' : `${item}, ${place}`
  }
}
