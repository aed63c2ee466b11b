import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { deliveryVerdicts } from '../../connections/delivery-verdict.ts'

/** What was sent: so that it can be shown, and mapped again. `lagMs`: from when its latest event happened to its arrival. */
export interface KeptDelivery {
  readonly lagMs: number | null
  readonly method: 'GET' | 'POST'
  readonly url: string
  /** Those that hold no secret. */
  readonly headers: Readonly<Record<string, string>>
  /** Null when it is too long. */
  readonly body: string | null
}

/** One delivery of an outside system, what was decided about it and what it turned into. Kept for some days only. */
export const connectionLogsTable = sqliteTable(
  'connection_logs',
  {
    tenantId: text('tenant_id').notNull(),
    /** Sorts by the moment it was received. */
    logId: text('log_id').notNull(),
    source: text('source').notNull(),
    connectionId: text('connection_id').notNull(),
    receivedAt: integer('received_at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    verdict: text('verdict', { enum: deliveryVerdicts }).notNull(),
    /** Why it was refused or quarantined. */
    reason: text('reason'),
    detail: text('detail'),
    /** The vendor's own names: `orders/create`, its delivery id. */
    topic: text('topic'),
    deliveryId: text('delivery_id'),
    contentType: text('content_type'),
    byteCount: integer('byte_count').notNull(),
    acceptedCount: integer('accepted_count').notNull(),
    duplicateCount: integer('duplicate_count').notNull(),
    quarantinedCount: integer('quarantined_count').notNull(),
    /** The events it turned into, by key; at most the first hundred. */
    eventKeys: text('event_keys', { mode: 'json' }).$type<string[]>().notNull(),
    /** Address, headers and body, when the sender was verified; null too once a person in it was forgotten. */
    kept: text('body', { mode: 'json' }).$type<KeptDelivery>(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.logId] }),
    index('connection_logs_connection').on(table.tenantId, table.source, table.connectionId, table.logId),
  ],
)
export type ConnectionLogRow = typeof connectionLogsTable.$inferSelect
