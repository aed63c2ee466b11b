import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A part of a file that is being uploaded in parts. The rows go when the file is whole, or given up. */
export const importPartTable = sqliteTable(
  'import_part',
  {
    tenantId: text('tenant_id').notNull(),
    importId: text('import_id').notNull(),
    /** From 1, in the order of the file. */
    partNumber: integer('part_number').notNull(),
    /** R2's name of what was stored. */
    etag: text('etag').notNull(),
    byteCount: integer('byte_count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.importId, table.partNumber] })],
)
export type ImportPartRow = typeof importPartTable.$inferSelect
