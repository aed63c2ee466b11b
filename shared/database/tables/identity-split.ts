import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Identifiers that a person took out of a customer, into a customer of their own. A projection of the directory. */
export const identitySplitTable = sqliteTable(
  'identity_split',
  {
    tenantId: text('tenant_id').notNull(),
    splitId: text('split_id').notNull(),
    customerId: text('customer_id').notNull(),
    newCustomerId: text('new_customer_id').notNull(),
    identifiers: text('identifiers', { mode: 'json' }).$type<string[]>().notNull(),
    splitAt: integer('split_at').notNull(),
    decidedBy: text('decided_by').notNull(),
    undoneAt: integer('undone_at'),
    undoneBy: text('undone_by'),
    version: integer('version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.splitId] }),
    index('identity_split_customer').on(table.tenantId, table.customerId),
  ],
)
export type IdentitySplitRow = typeof identitySplitTable.$inferSelect
