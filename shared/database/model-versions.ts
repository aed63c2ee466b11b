import { and, desc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ModelKind } from '../predictions/prediction-kinds.ts'
import type { SqlStatement } from './sql-statement.ts'
import type { JobRow } from './tables/job.ts'
import { type ModelVersionRow, modelVersionTable } from './tables/model-version.ts'

const table = modelVersionTable

/** A version that a job has trained, and which one was in use when they were compared (0: none). */
export interface RegisteredVersion {
  readonly row: ModelVersionRow
  readonly comparedWith: number
}

/** The versions of a kind, newest first. */
export async function listModelVersions(
  database: DrizzleD1Database,
  tenantId: string,
  kind: ModelKind,
): Promise<ModelVersionRow[]> {
  return database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind)))
    .orderBy(desc(table.version))
    .limit(200)
}

export async function findModelVersion(
  database: DrizzleD1Database,
  tenantId: string,
  kind: ModelKind,
  version: number,
): Promise<ModelVersionRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind), eq(table.version, version)))
  return row
}

/** The versions that are in use, one of a kind at most. */
export async function listChampions(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<ModelVersionRow[]> {
  return database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.state, 'champion')))
}

/** The newest version of each kind, with how many there are. */
export async function listLatestVersions(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<{ readonly row: ModelVersionRow; readonly versionCount: number }[]> {
  const counts = await database
    .select({
      kind: table.kind,
      latest: sql<number>`max(${table.version})`,
      versionCount: sql<number>`count(*)`,
    })
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .groupBy(table.kind)
  const found = await Promise.all(
    counts.map(async ({ kind, latest, versionCount }) => {
      const row = await findModelVersion(database, tenantId, kind, latest)
      return row === undefined ? [] : [{ row, versionCount }]
    }),
  )
  return found.flat()
}

/**
 * The statements that enter a version, to be run as one transaction before the one that ends its job. They do nothing
 * when the job has moved on, or when another version was taken into use since they were compared.
 */
export function registerStatements(
  job: Pick<JobRow, 'tenantId' | 'jobId' | 'step'>,
  { row, comparedWith }: RegisteredVersion,
): SqlStatement[] {
  const { tenantId, kind } = row
  const isCurrent = `exists (select 1 from job where tenant_id = ?1 and job_id = ?2 and step = ?3
      and state in ('queued', 'running'))
    and coalesce((select version from model_version where tenant_id = ?1 and kind = ?4 and state = 'champion'), 0) = ?5`
  const guard = [tenantId, job.jobId, job.step, kind, comparedWith]
  const insert: SqlStatement = {
    text: `insert into model_version (tenant_id, kind, version, state, algorithm, trained_at, promoted_at, data_from,
             data_to, row_count, feature_names, seed, parameters, metrics, baseline_metrics, champion_metrics, verdict,
             importances, curves, drift, artifact_key, job_id, origin)
           select ?1, ?4, ?6, ?7, ?8, ?9, null, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, null,
             ?22, ?2, ?23 where ${isCurrent}`,
    values: [
      ...guard,
      row.version,
      // A champion is entered beside the one in use, and then takes its place.
      row.state === 'champion' ? 'challenger' : row.state,
      row.algorithm,
      row.trainedAt,
      row.dataFrom,
      row.dataTo,
      row.rowCount,
      JSON.stringify(row.featureNames),
      row.seed,
      JSON.stringify(row.parameters),
      JSON.stringify(row.metrics),
      JSON.stringify(row.baselineMetrics),
      row.championMetrics === null ? null : JSON.stringify(row.championMetrics),
      row.verdict,
      JSON.stringify(row.importances),
      JSON.stringify(row.curves),
      row.artifactKey,
      row.origin,
    ],
  }
  if (row.state !== 'champion') return [insert]
  const entered = [tenantId, kind, row.version, row.artifactKey]
  return [
    insert,
    {
      text: `update model_version set state = 'retired'
             where tenant_id = ?1 and kind = ?2 and state = 'champion' and exists (
               select 1 from model_version as entered where entered.tenant_id = ?1 and entered.kind = ?2
               and entered.version = ?3 and entered.artifact_key = ?4)`,
      values: entered,
    },
    {
      text: `update model_version set state = 'champion', promoted_at = ?5
             where tenant_id = ?1 and kind = ?2 and version = ?3 and artifact_key = ?4`,
      values: [...entered, row.promotedAt],
    },
  ]
}

/** Notes how far the data has moved from what a version learned from. */
export function noteDriftStatement(
  { tenantId, kind, version }: Pick<ModelVersionRow, 'tenantId' | 'kind' | 'version'>,
  drift: NonNullable<ModelVersionRow['drift']>,
): SqlStatement {
  return {
    text: 'update model_version set drift = ?4 where tenant_id = ?1 and kind = ?2 and version = ?3',
    values: [tenantId, kind, version, JSON.stringify(drift)],
  }
}

/** The number of the newest version of a kind; 0 when there is none. */
export async function findLastVersion(
  database: DrizzleD1Database,
  tenantId: string,
  kind: ModelKind,
): Promise<number> {
  const [row] = await database
    .select({ last: sql<number | null>`max(${table.version})` })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind)))
  return row?.last ?? 0
}

/** The version that a job has trained, if it came to one. */
export async function findVersionOfJob(
  database: DrizzleD1Database,
  tenantId: string,
  kind: ModelKind,
  jobId: string,
): Promise<ModelVersionRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind), eq(table.jobId, jobId)))
  return row
}
