import { and, asc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ForecastLevel } from '../demand/forecast-levels.ts'
import type { ForecastKey } from './forecasts.ts'
import { type ForecastRow, forecastTable } from './tables/forecast.ts'

const table = forecastTable

/** The forecasts of a level behind one, whole rows in the order of their key. */
export async function pageOfForecasts(
  database: DrizzleD1Database,
  tenantId: string,
  level: ForecastLevel,
  limit: number,
  after: ForecastKey | undefined,
): Promise<ForecastRow[]> {
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        eq(table.level, level),
        after === undefined
          ? undefined
          : sql`(${table.sku}, ${table.storeId}, ${table.category}, ${table.region})
              > (${after.sku}, ${after.storeId}, ${after.category}, ${after.region})`,
      ),
    )
    .orderBy(asc(table.sku), asc(table.storeId), asc(table.category), asc(table.region))
    .limit(limit)
}
