import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const deliveryVerdicts = [
  'accepted',
  'duplicate',
  'quarantined',
  'nothing-to-do',
  'handshake',
  'refused',
  'malformed',
  'failed',
] as const

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
    /** The body as it came, when its sender was verified and it is not too long. */
    body: text('body'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.logId] }),
    index('connection_logs_connection').on(table.tenantId, table.source, table.connectionId, table.logId),
  ],
)
export type ConnectionLogRow = typeof connectionLogsTable.$inferSelect
