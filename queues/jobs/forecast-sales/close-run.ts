import { deleteAccuracyBefore } from '#shared/database/forecast-accuracy.ts'
import { deleteAlertsBefore } from '#shared/database/forecast-alerts.ts'
import { deleteForecastRunsBut, forecastRunStatements, type ToldRun } from '#shared/database/forecast-runs.ts'
import { deleteForecastsOfOtherRuns } from '#shared/database/forecasts.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { ReconciledNodes } from '#shared/demand/reconcile-nodes.ts'
import type { ToldForecasts } from '#shared/demand/told-series.ts'
import type { JobStep, StepResult } from '../job-ports.ts'
import { nodesFolder, nodesKey, toldFolder, toldFolderOf } from './archive-keys.ts'
import { type ForecastCursor, forecastCursor, leftBy, readJson } from './forecast-cursor.ts'
import { ended, workMs } from './forecast-phases.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { toldSeries } from './forecast-rows.ts'
import { readLearned } from './learned-sales.ts'

const deletedAtOnce = 5_000
/** What was told in half a year. */
const keptTold = 26
const keptAccuracyDays = 800
const keptAlertDays = 400
/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1_000

/** Ends the run: its forecasts are all there, and those of earlier runs, about what is gone, are deleted. */
export const closeRun: JobStep<ForecastPorts> = async (job, ports) => {
  const cursor = forecastCursor(job)
  if (!(await deleteOtherForecasts(job, ports))) return { changes: { phase: 'closing' } }
  const { knowledge } = await readLearned(cursor.learned, ports)
  const { basis, responses } = knowledge
  const before = await ports.toldRuns()
  const toldKey = cursor.isTelling === true ? await writeTold(job, cursor, basis, ports) : null
  const kept = keptRuns(before, toldKey === null ? null : basis.asOfDay)
  const seriesCount = Object.values(cursor.laneCounts).reduce((sum, count) => sum + count, 0)
  await ports.write([
    ...forecastRunStatements(job, {
      madeAt: job.startedAt,
      asOfDay: basis.asOfDay,
      basis,
      responses,
      seriesCount,
      laneCounts: cursor.laneCounts,
      toldKey,
    }),
    deleteForecastRunsBut(
      job,
      kept.map(({ runId }) => runId),
    ),
    deleteAccuracyBefore(job, basis.asOfDay - keptAccuracyDays),
    deleteAlertsBefore(job, basis.asOfDay - keptAlertDays),
  ])
  await removeOldFiles(job, kept, ports)
  return { changes: { ...ended(`${seriesCount} forecasts`, ports), resultCount: seriesCount } }
}

/** Ends the job of a shop that has not sold anything: what was forecast of sales that were taken back since is deleted. */
export async function closeWithoutSales(job: JobRow, ports: ForecastPorts): Promise<StepResult> {
  if (!(await deleteOtherForecasts(job, ports))) return { changes: { phase: job.phase } }
  await ports.write([deleteForecastRunsBut(job, [])])
  await removeOldFiles(job, [], ports)
  return { changes: ended('no sales yet', ports) }
}

/** Whether none is left; else there was no time for all of them. */
async function deleteOtherForecasts(job: JobRow, ports: ForecastPorts): Promise<boolean> {
  const beganMs = ports.nowMs()
  let deleted = deletedAtOnce
  while (deleted === deletedAtOnce && ports.nowMs() - beganMs < workMs) {
    deleted = await ports.write([deleteForecastsOfOtherRuns(job, deletedAtOnce)])
  }
  return deleted < deletedAtOnce
}

/** Keeps all that was told; returns the key. */
async function writeTold(
  job: JobRow,
  cursor: ForecastCursor,
  basis: ToldForecasts['basis'],
  ports: ForecastPorts,
): Promise<string> {
  const { nodes } = await readJson<ReconciledNodes>(leftBy(cursor.reconciled), ports)
  const told: ToldForecasts = {
    asOfDay: basis.asOfDay,
    basis,
    countsMissed: cursor.missed !== null,
    nodes: nodes.map((node) => toldSeries({ ...node, sku: '' }, node)),
    parts: cursor.told,
  }
  const key = `${toldFolderOf(job)}all.json`
  await ports.archive.write(key, JSON.stringify(told))
  return key
}

/** Of the runs before, those whose told forecasts stay: one for a day, the newest. `ownDay`: as of which day the present run told; null: it did not. */
function keptRuns(before: readonly ToldRun[], ownDay: number | null): ToldRun[] {
  const days = new Set(ownDay === null ? [] : [ownDay])
  const kept: ToldRun[] = []
  for (const run of before) {
    if (days.has(run.asOfDay)) continue
    if (days.size === keptTold) break
    days.add(run.asOfDay)
    kept.push(run)
  }
  return kept
}

/** Deletes what runs left that are forgotten, or that never came to an end. */
async function removeOldFiles(
  job: JobRow,
  kept: readonly ToldRun[],
  { archive }: ForecastPorts,
): Promise<void> {
  const { tenantId } = job
  const folders = [job, ...kept.map(({ runId }) => ({ tenantId, jobId: runId }))].map(toldFolderOf)
  const told = await archive.list(toldFolder(tenantId))
  const nodes = await archive.list(nodesFolder(tenantId))
  const old = [
    ...told.filter((key) => !folders.some((folder) => key.startsWith(folder))),
    ...nodes.filter((key) => key !== nodesKey(job)),
  ]
  for (let from = 0; from < old.length; from += removedAtOnce) {
    await archive.remove(old.slice(from, from + removedAtOnce))
  }
}
