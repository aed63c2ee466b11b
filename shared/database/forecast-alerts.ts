import type { SqlStatement } from './sql-statement.ts'
import { type ForecastAlertRow, forecastAlertTable } from './tables/forecast.ts'
import { isJobActive, upsertOfJob, type WritingJob } from './upsert-of-job.ts'

export type NewAlertRow = Omit<ForecastAlertRow, 'tenantId'>

/** The statements that note the alerts about the days that end with `toDay`, in the place of those that were noted of them
 * before. Something is noted once a week at most. */
export function forecastAlertStatements(
  job: WritingJob,
  toDay: number,
  rows: readonly NewAlertRow[],
): SqlStatement[] {
  const { tenantId, jobId } = job
  return [
    {
      text: `delete from forecast_alert where tenant_id = ?1 and to_day = ?3 and ${isJobActive}`,
      values: [tenantId, jobId, toDay],
    },
    ...upsertOfJob(forecastAlertTable, job, rows),
    // What was noted within a week is no news.
    {
      text: `delete from forecast_alert where tenant_id = ?1 and to_day = ?3 and ${isJobActive} and exists (
               select 1 from forecast_alert as before where before.tenant_id = ?1
               and before.to_day between ?3 - 6 and ?3 - 1 and before.kind = forecast_alert.kind
               and before.level = forecast_alert.level and before.sku = forecast_alert.sku
               and before.store_id = forecast_alert.store_id and before.category = forecast_alert.category
               and before.region = forecast_alert.region)`,
      values: [tenantId, jobId, toDay],
    },
  ]
}

/** The statement that deletes alerts about days before one. */
export function deleteAlertsBefore({ tenantId, jobId }: WritingJob, day: number): SqlStatement {
  return {
    text: `delete from forecast_alert where tenant_id = ?1 and to_day < ?3 and ${isJobActive}`,
    values: [tenantId, jobId, day],
  }
}
