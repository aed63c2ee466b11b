import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What the matcher compares of a customer: name, address, contacts. Only for customers that have any of it. */
export const matchRecordTable = sqliteTable(
  'match_record',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    /** JSON of a `MatchRecord`. */
    record: text('record').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.customerId] })],
)
