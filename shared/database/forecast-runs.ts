import { and, desc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SqlStatement } from './sql-statement.ts'
import { type ForecastRunRow, forecastRunTable } from './tables/forecast.ts'
import { isJobActive, upsertOfJob, type WritingJob } from './upsert-of-job.ts'

const table = forecastRunTable

/** A run is there before its forecasts, so that each has the basis it was made on, and counts no series until all are there. */
const isComplete = gt(table.seriesCount, 0)
/** So many runs in a row are not cancelled. */
const mostBases = 20

/** The statements that note a run: without series before the first of its forecasts is written, with all after the last. */
export function forecastRunStatements(
  job: WritingJob,
  run: Omit<ForecastRunRow, 'tenantId' | 'runId'>,
): SqlStatement[] {
  return upsertOfJob(table, job, [{ ...run, runId: job.jobId }])
}

/** The run whose forecasts are all there; undefined before the first. */
export async function latestForecastRun(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<ForecastRunRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), isComplete))
    .orderBy(desc(table.madeAt), desc(table.runId))
    .limit(1)
  return row
}

/** A run whose told forecasts are kept. */
export type ToldRun = Pick<ForecastRunRow, 'runId' | 'asOfDay'> & { readonly toldKey: string }

/** The runs whose told forecasts are kept, newest first. */
export async function listToldRuns(database: DrizzleD1Database, tenantId: string): Promise<ToldRun[]> {
  const rows = await database
    .select({ runId: table.runId, asOfDay: table.asOfDay, toldKey: table.toldKey })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), isComplete, isNotNull(table.toldKey)))
    .orderBy(desc(table.asOfDay), desc(table.madeAt))
  return rows.flatMap(({ toldKey, ...run }) => (toldKey === null ? [] : [{ ...run, toldKey }]))
}

/** The statement that forgets all runs but that of the job and those that are named. */
export function deleteForecastRunsBut(job: WritingJob, keptRunIds: readonly string[]): SqlStatement {
  return {
    text: `delete from forecast_run where tenant_id = ?1 and run_id <> ?2
           and run_id not in (select value from json_each(?3)) and ${isJobActive}`,
    values: [job.tenantId, job.jobId, JSON.stringify(keptRunIds)],
  }
}

/** What forecasts of a run are read with. */
export type ForecastBasis = Pick<ForecastRunRow, 'runId' | 'asOfDay' | 'seriesCount' | 'basis'>

/**
 * The bases of the last run whose forecasts were all written and of those begun since, newest first: while a run is written, and after it
 * was cancelled, some forecasts are of it and the others of those before.
 */
export async function listForecastBases(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<ForecastBasis[]> {
  const { runId, asOfDay, seriesCount, basis, madeAt } = table
  const lastWhole = sql`(select max(made_at) from forecast_run
    where tenant_id = ${tenantId} and series_count > 0)`
  return database
    .select({ runId, asOfDay, seriesCount, basis })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), sql`${madeAt} >= ${lastWhole}`))
    .orderBy(desc(madeAt), desc(runId))
    .limit(mostBases)
}
