import { and, desc, eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SqlStatement } from './sql-statement.ts'
import { type ForecastRow, type ForecastRunRow, forecastRunTable, forecastTable } from './tables/forecast.ts'
import { isJobActive, upsertOfJob, type WritingJob } from './upsert-of-job.ts'

const table = forecastTable

/** What a forecast is about. An item's category and its store's region say no more about which it is. */
export type ForecastKey = Pick<ForecastRow, 'level' | 'sku' | 'storeId' | 'category' | 'region'>

/** The statements that write forecasts of a run, in the place of earlier ones about the same. */
export function forecastStatements(
  job: WritingJob,
  rows: readonly Omit<ForecastRow, 'tenantId' | 'runId'>[],
): SqlStatement[] {
  return upsertOfJob(
    table,
    job,
    rows.map((row) => ({ ...row, runId: job.jobId })),
  )
}

/** The statement that deletes up to `limit` forecasts that are not of the job's run: what they were about is gone. */
export function deleteForecastsOfOtherRuns({ tenantId, jobId }: WritingJob, limit: number): SqlStatement {
  return {
    text: `delete from forecast where rowid in (
             select rowid from forecast where tenant_id = ?1 and run_id <> ?2 limit ?3) and ${isJobActive}`,
    values: [tenantId, jobId, limit],
  }
}

/** A forecast with the run it is of. */
export interface ForecastWithRun {
  readonly forecast: ForecastRow
  readonly run: ForecastRunRow
}

/** What a forecast is asked for by: an item's category and region need not be known. */
export type ForecastAddress = Pick<ForecastKey, 'level' | 'sku' | 'storeId'> &
  Partial<Pick<ForecastKey, 'category' | 'region'>>

/**
 * The forecast in use of something, with its own run: while a run is being written, some forecasts are of it and the others
 * still of the one before. Undefined when there is none.
 */
export async function findForecast(
  database: DrizzleD1Database,
  tenantId: string,
  address: ForecastAddress,
): Promise<ForecastWithRun | undefined> {
  const [found] = await database
    .select({ forecast: table, run: forecastRunTable })
    .from(table)
    .innerJoin(
      forecastRunTable,
      and(eq(forecastRunTable.tenantId, table.tenantId), eq(forecastRunTable.runId, table.runId)),
    )
    .where(
      and(
        eq(table.tenantId, tenantId),
        eq(table.level, address.level),
        eq(table.sku, address.sku),
        eq(table.storeId, address.storeId),
        address.category === undefined ? undefined : eq(table.category, address.category),
        address.region === undefined ? undefined : eq(table.region, address.region),
      ),
    )
    // An item that has just changed its category stands under both until the run has ended.
    .orderBy(desc(forecastRunTable.madeAt))
    .limit(1)
  return found
}
