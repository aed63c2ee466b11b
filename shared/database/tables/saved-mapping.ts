import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ImportMapping } from '../../contracts/imports.ts'

/** How files with the same headings were read last: offered when the next one comes. */
export const savedMappingTable = sqliteTable(
  'saved_mapping',
  {
    tenantId: text('tenant_id').notNull(),
    /** Made of the headings, in whatever order they stand. */
    mappingId: text('mapping_id').notNull(),
    /** The file it was last confirmed for. */
    fileName: text('file_name').notNull(),
    columns: text('columns', { mode: 'json' }).$type<string[]>().notNull(),
    mapping: text('mapping', { mode: 'json' }).$type<ImportMapping>().notNull(),
    savedAt: integer('saved_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.mappingId] })],
)
export type SavedMappingRow = typeof savedMappingTable.$inferSelect
