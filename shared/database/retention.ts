import type { RetentionDays } from '../privacy/retention-days.ts'
import type { SqlStatement } from './sql-statement.ts'

/** The schedule and the screens ask for the latest job of each kind and model. */
const isNotLatestJob = `exists (select 1 from job as later where later.tenant_id = job.tenant_id
  and later.kind = job.kind and later.model is job.model
  and (later.started_at, later.job_id) > (job.started_at, job.job_id))`

/** Kinds that are rows of one table, with the moment by which a row is too old. The others lie elsewhere too. */
const tables = {
  quarantine: { table: 'quarantined_event', moment: 'received_at', also: 'true' },
  deliveries: { table: 'connection_logs', moment: 'received_at', also: 'true' },
  audit: { table: 'audit_log', moment: 'occurred_at', also: 'true' },
  privacyRequests: { table: 'privacy_request', moment: 'completed_at', also: "status = 'done'" },
  segmentMovements: { table: 'segment_movement', moment: 'moved_at', also: 'true' },
  unusualDays: { table: 'series_anomaly', moment: 'noticed_at', also: 'true' },
  jobs: { table: 'job', moment: 'finished_at', also: `cursor is null and ${isNotLatestJob}` },
} as const satisfies Partial<Record<keyof RetentionDays, { table: string; moment: string; also: string }>>

export type RowKind = keyof typeof tables

export function isRowKind(kind: keyof RetentionDays): kind is RowKind {
  return kind in tables
}

/** Deletes rows from before a moment, at most `limit`. */
export function deleteOldRows(
  kind: RowKind,
  tenantId: string,
  olderThanMs: number,
  limit: number,
): SqlStatement {
  const { table, moment, also } = tables[kind]
  return {
    text: `delete from ${table} where rowid in (select rowid from ${table}
             where tenant_id = ?1 and ${moment} < ?2 and ${also} limit ?3)`,
    values: [tenantId, olderThanMs, limit],
  }
}

/** Counts such rows, as `count`. */
export function countOldRows(kind: RowKind, tenantId: string, olderThanMs: number): SqlStatement {
  const { table, moment, also } = tables[kind]
  return {
    text: `select count(*) as count from ${table} where tenant_id = ?1 and ${moment} < ?2 and ${also}`,
    values: [tenantId, olderThanMs],
  }
}

const isInactive = `tenant_id = ?1 and merged_into is null and erased_at is null and last_seen_at > 0
  and last_seen_at < ?2 and customer_id < ?3`

/**
 * Customers who were last seen before a moment and whose ids are from before `newestId`: who came in a moment ago with an
 * old file is not forgotten at once.
 */
export function findInactive(
  tenantId: string,
  olderThanMs: number,
  newestId: string,
  limit: number,
): SqlStatement {
  return {
    text: `select customer_id as customerId from customer_profile where ${isInactive} order by last_seen_at limit ?4`,
    values: [tenantId, olderThanMs, newestId, limit],
  }
}

/** Counts them, as `count`. */
export function countInactive(tenantId: string, olderThanMs: number, newestId: string): SqlStatement {
  return {
    text: `select count(*) as count from customer_profile where ${isInactive}`,
    values: [tenantId, olderThanMs, newestId],
  }
}

/** Ends what cannot be used any more of all tenants: sessions, links. */
export function deleteExpiredAccess(olderThanMs: number): SqlStatement[] {
  return [
    { text: 'delete from user_session where expires_at < ?1', values: [olderThanMs] },
    { text: 'delete from account_link where expires_at < ?1', values: [olderThanMs] },
  ]
}
