import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { insertJobQuery } from './jobs.ts'
import type { SqlStatement } from './sql-statement.ts'
import type { JobRow } from './tables/job.ts'
import type { ModelVersionRow } from './tables/model-version.ts'

const promotedByHand = 'Taken into use by hand. When it was trained: '

/**
 * The statements that begin the scoring with a version, take the version into use and the one that was in use out of it, to be run as
 * one transaction. They do nothing when its artifact was deleted, or a training or scoring of its kind began, since anybody looked: so
 * no version is in use without predictions of it under way. Only the scoring may have begun alone, which does no harm: by the
 * version in use.
 */
export function promoteStatements(
  database: DrizzleD1Database,
  { tenantId, kind, version }: Pick<ModelVersionRow, 'tenantId' | 'kind' | 'version'>,
  scoring: JobRow,
): SqlStatement[] {
  const { sql: text, params } = insertJobQuery(database, scoring).toSQL()
  // Found segments are scored with everything, so a training of them is in another place than the scoring.
  const mayBegin = `exists (select 1 from job where tenant_id = ?1 and job_id = ?4)
    and not exists (select 1 from job where tenant_id = ?1 and model = ?2 and job_id <> ?4
      and state in ('queued', 'running'))`
  return [
    { text, values: params.map(boundValue) },
    {
      text: `update model_version set state = 'retired'
             where tenant_id = ?1 and kind = ?2 and state = 'champion' and version <> ?3 and ${mayBegin} and exists (
               select 1 from model_version as wanted where wanted.tenant_id = ?1 and wanted.kind = ?2
               and wanted.version = ?3 and wanted.artifact_deleted_at is null)`,
      values: [tenantId, kind, version, scoring.jobId],
    },
    {
      text: `update model_version set state = 'champion', promoted_at = ?5, verdict = ?6 || replace(verdict, ?6, '')
             where tenant_id = ?1 and kind = ?2 and version = ?3 and artifact_deleted_at is null and ${mayBegin}`,
      values: [tenantId, kind, version, scoring.jobId, scoring.startedAt, promotedByHand],
    },
  ]
}

function boundValue(value: unknown): string | number | null {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value
  throw new Error(`a job has a value of the type ${typeof value}`)
}
