import { and, asc, eq, gte } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SqlStatement } from './sql-statement.ts'
import { type ForecastAccuracyRow, forecastAccuracyTable } from './tables/forecast.ts'
import { isJobActive, upsertOfJob, type WritingJob } from './upsert-of-job.ts'

export type NewAccuracyRow = Omit<ForecastAccuracyRow, 'tenantId'>

/** The statements that note how forecasts turned out, in the place of what was noted of the same days before. */
export function forecastAccuracyStatements(job: WritingJob, rows: readonly NewAccuracyRow[]): SqlStatement[] {
  return upsertOfJob(forecastAccuracyTable, job, rows)
}

/** The statement that deletes what was noted of days before one. */
export function deleteAccuracyBefore({ tenantId, jobId }: WritingJob, day: number): SqlStatement {
  return {
    text: `delete from forecast_accuracy where tenant_id = ?1 and to_day < ?3 and ${isJobActive}`,
    values: [tenantId, jobId, day],
  }
}

/** How good forecasts were at a level in days that ended with `toDay`. */
export type ToldAccuracy = Pick<ForecastAccuracyRow, 'level' | 'toDay' | 'wapeRate'>

/** How good all forecasts were that were told so many days ahead, since a day, oldest first. */
export async function listToldAccuracy(
  database: DrizzleD1Database,
  tenantId: string,
  horizonDays: number,
  fromDay: number,
): Promise<ToldAccuracy[]> {
  const table = forecastAccuracyTable
  return database
    .select({ level: table.level, toDay: table.toDay, wapeRate: table.wapeRate })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        eq(table.horizonDays, horizonDays),
        eq(table.groupKind, 'all'),
        eq(table.wasTold, true),
        gte(table.toDay, fromDay),
      ),
    )
    .orderBy(asc(table.toDay))
}
