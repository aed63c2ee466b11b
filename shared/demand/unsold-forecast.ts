import type { ForecastWithRun } from '../database/forecasts.ts'
import type { ForecastRunRow } from '../database/tables/forecast.ts'
import { openOutlook } from './open-outlook.ts'
import type { Outlook } from './outlook.ts'
import { outlookText } from './outlook-text.ts'

/** An item of the catalogue that was never sold, or not in a place. */
export interface UnsoldItem {
  readonly sku: string
  /** Undefined: wherever it is first sold. */
  readonly storeId: string | undefined
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
}

const nextDays = 28

/**
 * What is to be expected of an item that was never sold: what new items of its category sell in one place from their first sale on; undefined where the shop never
 * launched anything.
 */
export function unsoldForecast(item: UnsoldItem, run: ForecastRunRow): ForecastWithRun | undefined {
  const { sku, storeId, productId, name } = item
  const category = item.category ?? ''
  const outlook = launchOutlook(run.basis.launches, category)
  if (outlook === undefined) return undefined
  const opened = openOutlook(outlook, run.basis, category, 'none', storeId ?? null)
  const { lower, upper } = opened.interval(0, nextDays, 0.8)
  return {
    run,
    forecast: {
      ...{ tenantId: run.tenantId, runId: run.runId, sku, productId, name, category, region: '' },
      level: storeId === undefined ? 'sku' : 'sku-store',
      storeId: storeId ?? '',
      ...{ demandClass: 'none', abcClass: 'C', xyzClass: 'Z', lane: 'new' },
      members: [['launch-profile', 1]],
      fallback: 'never-sold',
      outlook: outlookText(outlook),
      ...{ unitPriceMinor: null, revenueNext28Minor: 0, unitsLast28: 0 },
      unitsNext28: opened.expectedUnits(0, nextDays),
      ...{ unitsNext28Low80: lower, unitsNext28High80: upper },
      ...{ wapeRate: null, biasRate: null, stockOutDays: 0, firstSaleDay: null },
    },
  }
}

function launchOutlook(
  launches: Readonly<Record<string, Outlook>> | undefined,
  category: string,
): Outlook | undefined {
  if (launches === undefined) return undefined
  return Object.hasOwn(launches, category) ? launches[category] : launches['']
}
