import { and, asc, desc, eq, gte } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ForecastLevel } from '../demand/forecast-levels.ts'
import { type ForecastAccuracyRow, forecastAccuracyTable } from './tables/forecast.ts'

const table = forecastAccuracyTable

/** More is not shown at once: the newest are. */
const maxRows = 5_000

export interface ForecastAccuracyRequest {
  readonly tenantId: string
  readonly horizonDays: number
  readonly level: ForecastLevel | undefined
  readonly groupKind: ForecastAccuracyRow['groupKind']
  /** The first day that comparisons may end with, days since 1970-01-01. */
  readonly fromDay: number
}

/** How forecasts turned out, newest first. */
export async function listForecastAccuracy(
  database: DrizzleD1Database,
  { tenantId, horizonDays, level, groupKind, fromDay }: ForecastAccuracyRequest,
): Promise<ForecastAccuracyRow[]> {
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        gte(table.toDay, fromDay),
        eq(table.horizonDays, horizonDays),
        level === undefined ? undefined : eq(table.level, level),
        eq(table.groupKind, groupKind),
      ),
    )
    .orderBy(desc(table.toDay), asc(table.level), asc(table.groupName))
    .limit(maxRows)
}
