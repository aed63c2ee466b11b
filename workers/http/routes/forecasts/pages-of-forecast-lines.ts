import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { findStoreNames } from '#shared/database/find-store-names.ts'
import { listForecastBases } from '#shared/database/forecast-runs.ts'
import type { ForecastKey } from '#shared/database/forecasts.ts'
import { pageOfForecasts } from '#shared/database/page-of-forecasts.ts'
import { type ForecastLine, forecastLines } from '#shared/demand/export/forecast-line.ts'
import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import type { OutlookBasis } from '#shared/demand/outlook.ts'
import type { ForecastGrain } from '#shared/demand/views/forecast-points.ts'

/** By week, a page has some 6,500 lines; by day, seven times as many. */
const forecastsPerPage = { week: 500, day: 100 } as const
/** The first page is small, so that a file begins at once; each further one is twice as large. */
const forecastsOfFirstPage = 10

export interface ForecastExport {
  readonly tenantId: string
  readonly currency: string
  readonly level: ForecastLevel
  readonly grain: ForecastGrain
}

/** The lines of all forecasts of a level, a page at a time, in the order of their keys. */
export async function* pagesOfForecastLines(
  database: DrizzleD1Database,
  { tenantId, currency, level, grain }: ForecastExport,
): AsyncGenerator<ForecastLine[]> {
  let limit = forecastsOfFirstPage
  const bases = new Map<string, OutlookBasis>()
  const storeNames = new Map<string, string>()
  for (let after: ForecastKey | undefined; ; ) {
    const rows = await pageOfForecasts(database, tenantId, level, limit, after)
    if (rows.some(({ runId }) => !bases.has(runId)))
      for (const { runId, basis } of await listForecastBases(database, tenantId)) bases.set(runId, basis)
    const storeIds = rows.map(({ storeId }) => storeId).filter((storeId) => !storeNames.has(storeId))
    for (const [storeId, name] of await findStoreNames(database, tenantId, storeIds))
      storeNames.set(storeId, name)
    yield rows.flatMap((row) => {
      const basis = bases.get(row.runId)
      // A run that was forgotten while its last forecasts were read took their meaning with it.
      return basis === undefined ? [] : forecastLines(row, basis, grain, { currency, storeNames })
    })
    after = rows.length === limit ? rows.at(-1) : undefined
    if (after === undefined) return
    limit = Math.min(2 * limit, forecastsPerPage[grain])
  }
}
