import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * What somebody did, or tried to. Append-only: triggers refuse to change a row, and to delete one that is not older than
 * every retention there may be. Holds no personal data of customers but their ids.
 */
export const auditLogTable = sqliteTable(
  'audit_log',
  {
    tenantId: text('tenant_id').notNull(),
    auditId: text('audit_id').notNull(),
    occurredAt: integer('occurred_at').notNull(),
    actorKind: text('actor_kind', { enum: ['user', 'api-key', 'system'] }).notNull(),
    /** `user:<e-mail>`, `api-key:<label>` or what of Patron itself did it. */
    actor: text('actor').notNull(),
    role: text('role').notNull(),
    /** The operation of the API, by its id. */
    operation: text('operation').notNull(),
    /** Names in the address: `{"customerId":"cus_..."}`. */
    subject: text('subject', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    /** HTTP status of the answer: 403 is an attempt. */
    status: integer('status').notNull(),
    requestId: text('request_id').notNull(),
    /** The network the caller came from, without its last part; null where there is none to know. */
    callerNetwork: text('caller_network'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.auditId] }),
    index('audit_log_time').on(table.tenantId, table.occurredAt),
  ],
)
export type AuditLogRow = typeof auditLogTable.$inferSelect

/** Closes a day of the audit log: whoever changes a row of it later changes what the hash is of. */
export const auditSealTable = sqliteTable(
  'audit_seal',
  {
    tenantId: text('tenant_id').notNull(),
    /** UTC day, as 2026-11-21. */
    day: text('day').notNull(),
    rowCount: integer('row_count').notNull(),
    /** SHA-256 over the seal before and the day's rows in order, in hex. */
    sealHash: text('seal_hash').notNull(),
    sealedAt: integer('sealed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day] })],
)
