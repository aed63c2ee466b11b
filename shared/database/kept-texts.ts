import type { SqlStatement } from './sql-statement.ts'

/** Something that came in and is kept as it was written. */
export interface KeptText {
  readonly id: string
  /** Whose numbers it speaks of: `shopify/demo`. */
  readonly source: string
  readonly text: string
  /** Of an import: nothing goes on with it. */
  readonly isEnded: boolean
}

/** The statements that read the next texts of a table in the order of their ids, with the columns of {@link KeptText}. */
export function keptQuarantine(tenantId: string, after: string, limit: number): SqlStatement {
  return {
    text: `select quarantine_id as id, source, bytes || ' ' || detail as text
           from quarantined_event where tenant_id = ?1 and quarantine_id > ?2 order by quarantine_id limit ?3`,
    values: [tenantId, after, limit],
  }
}

export function keptDeliveries(tenantId: string, after: string, limit: number): SqlStatement {
  return {
    text: `select log_id as id, source || '/' || connection_id as source,
             coalesce(body, '') || ' ' || coalesce(detail, '') as text
           from connection_logs where tenant_id = ?1 and log_id > ?2 order by log_id limit ?3`,
    values: [tenantId, after, limit],
  }
}

/** Accounts of customers of the shop; not the published demo's. */
export function keptAccounts(tenantId: string, after: string, limit: number): SqlStatement {
  return {
    text: `select user_id as id, '' as source, email as text from user_account
           where tenant_id = ?1 and role = 'customer' and is_demo = 0 and user_id > ?2 order by user_id limit ?3`,
    values: [tenantId, after, limit],
  }
}

/** What the rows of imports show of their files. */
export function keptImports(tenantId: string, after: string, limit: number): SqlStatement {
  return {
    text: `select import_id as id, 'csv/files' as source, preview || ' ' || reject_reasons as text,
             state in ('done', 'failed', 'cancelled', 'undone') as isEnded
           from customer_import where tenant_id = ?1 and import_id > ?2 order by import_id limit ?3`,
    values: [tenantId, after, limit],
  }
}
