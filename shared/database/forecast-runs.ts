import { and, desc, eq, gt, inArray, isNotNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { OutlookBasis } from '../demand/outlook.ts'
import type { SqlStatement } from './sql-statement.ts'
import { type ForecastRunRow, forecastRunTable } from './tables/forecast.ts'
import { isJobActive, upsertOfJob, type WritingJob } from './upsert-of-job.ts'

const table = forecastRunTable

/** A run is there before its forecasts, so that each has the basis it was made on, and counts no series until all are there. */
const isComplete = gt(table.seriesCount, 0)

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

/** What the forecasts of these runs rest on, by run. */
export async function findOutlookBases(
  database: DrizzleD1Database,
  tenantId: string,
  runIds: readonly string[],
): Promise<ReadonlyMap<string, OutlookBasis>> {
  const rows = await database
    .select({ runId: table.runId, basis: table.basis })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), inArray(table.runId, [...runIds])))
  return new Map(rows.map(({ runId, basis }) => [runId, basis]))
}
