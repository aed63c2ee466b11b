import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** An event that was accepted but cannot be processed, with its bytes and the reason. */
export const quarantinedEventTable = sqliteTable(
  'quarantined_event',
  {
    tenantId: text('tenant_id').notNull(),
    /** Sorts by the moment it was received: epoch ms, shard and place in the log. */
    quarantineId: text('quarantine_id').notNull(),
    source: text('source').notNull(),
    reason: text('reason').notNull(),
    detail: text('detail').notNull(),
    receivedAt: integer('received_at').notNull(),
    bytes: text('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.quarantineId] })],
)
