import type { ForecastAddress } from '../../database/forecasts.ts'

/** What a forecast is asked for by; a store '' is online. */
export interface AskedSubject {
  readonly sku: string | undefined
  readonly storeId: string | undefined
  readonly category: string | undefined
  readonly region: string | undefined
}

/**
 * Which forecast is asked for. What follows from something more particular (an item's category, a place's region) may be said or left
 * out. Undefined: there are no forecasts of one item or category in a region.
 */
export function forecastAddress(asked: AskedSubject): ForecastAddress | undefined {
  const { sku, storeId, category, region } = asked
  if (region !== undefined && storeId === undefined && (sku !== undefined || category !== undefined))
    return undefined
  if (sku !== undefined)
    return storeId === undefined ? { level: 'sku', sku, storeId: '' } : { level: 'sku-store', sku, storeId }
  // A place stands under its region, whether that was said or not.
  if (storeId !== undefined)
    return category === undefined
      ? { level: 'store', sku: '', storeId }
      : { level: 'category-store', sku: '', storeId, category }
  const above = { sku: '', storeId: '', category: category ?? '', region: region ?? '' }
  if (category !== undefined) return { ...above, level: 'category' }
  return { ...above, level: region === undefined ? 'total' : 'region' }
}
