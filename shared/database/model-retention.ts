import type { SqlStatement } from './sql-statement.ts'

/** Of so many versions of a kind, the newest, the figures are kept. */
export const keptFigures = 50

/** A version whose model is to be deleted. */
export interface MarkedArtifact {
  readonly artifactKey: string
}

/** Neither in use nor the one to go back to: the last that was in use before. */
const isReplaced = `state <> 'champion' and version is not (
  select version from model_version as before where before.tenant_id = model_version.tenant_id
    and before.kind = model_version.kind and before.state <> 'champion' and before.promoted_at is not null
  order by before.promoted_at desc, before.version desc limit 1)`

const isOld = `tenant_id = ?1 and trained_at < ?2 and artifact_deleted_at is null and ${isReplaced}`

/** Marks versions from before a moment: from then on only their figures are left, and nobody can take them into use. */
export function markOldArtifacts(tenantId: string, olderThanMs: number, nowMs: number): SqlStatement {
  return {
    text: `update model_version set artifact_deleted_at = ?3 where ${isOld}`,
    values: [tenantId, olderThanMs, nowMs],
  }
}

/** Counts those that are not marked yet, as `count`. */
export function countOldArtifacts(tenantId: string, olderThanMs: number): SqlStatement {
  return {
    text: `select count(*) as count from model_version where ${isOld}`,
    values: [tenantId, olderThanMs],
  }
}

/** Marked versions whose model may still be there, as {@link MarkedArtifact}. */
export function markedArtifacts(tenantId: string, limit: number): SqlStatement {
  return {
    text: `select artifact_key as artifactKey from model_version
           where tenant_id = ?1 and artifact_deleted_at is not null and artifact_key <> '' limit ?2`,
    values: [tenantId, limit],
  }
}

/** Notes that the models of marked versions are gone. */
export function forgetArtifacts(tenantId: string, artifactKeys: readonly string[]): SqlStatement {
  return {
    text: `update model_version set artifact_key = '' where tenant_id = ?1 and artifact_deleted_at is not null
             and artifact_key in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(artifactKeys)],
  }
}

/** Deletes the rows of versions whose model is gone and that are not among the newest {@link keptFigures} of their kind. */
export function deleteOldVersions(tenantId: string, olderThanMs: number): SqlStatement {
  return {
    text: `delete from model_version where tenant_id = ?1 and trained_at < ?2 and artifact_key = ''
             and (select count(*) from model_version as newer where newer.tenant_id = model_version.tenant_id
               and newer.kind = model_version.kind and newer.version > model_version.version) >= ?3`,
    values: [tenantId, olderThanMs, keptFigures],
  }
}
