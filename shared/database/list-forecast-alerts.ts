import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type ForecastAlertRow, forecastAlertTable } from './tables/forecast.ts'

const table = forecastAlertTable

/** Alerts about days that end on `fromDay` (days since 1970-01-01) or later, newest first, then by money; and how many there are. */
export async function listForecastAlerts(
  database: DrizzleD1Database,
  tenantId: string,
  fromDay: number,
  limit: number,
): Promise<{ rows: ForecastAlertRow[]; total: number }> {
  const isAsked = and(eq(table.tenantId, tenantId), gte(table.toDay, fromDay))
  const [rows, counts] = await database.batch([
    database
      .select()
      .from(table)
      .where(isAsked)
      .orderBy(
        desc(table.toDay),
        desc(table.worthMinor),
        asc(table.kind),
        asc(table.level),
        asc(table.sku),
        asc(table.storeId),
        asc(table.category),
      )
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(table).where(isAsked),
  ])
  return { rows, total: counts[0]?.total ?? 0 }
}
