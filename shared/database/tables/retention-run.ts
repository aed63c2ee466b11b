import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RetentionDays } from '../../privacy/retention-days.ts'

/** What was too old on a day and is gone: the proof that retention is kept. */
export const retentionRunTable = sqliteTable(
  'retention_run',
  {
    tenantId: text('tenant_id').notNull(),
    /** Day of the tenant, as 2026-11-21. */
    day: text('day').notNull(),
    kind: text('kind').$type<keyof RetentionDays>().notNull(),
    /** Everything from before this moment had to go. */
    olderThan: integer('older_than').notNull(),
    deletedCount: integer('deleted_count').notNull(),
    /** Null: it goes on, a part at a time. */
    completedAt: integer('completed_at'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.kind] })],
)
