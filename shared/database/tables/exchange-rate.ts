import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What one unit of a currency is worth in the tenant's own, from a day on until the next rate. */
export const exchangeRateTable = sqliteTable(
  'exchange_rate',
  {
    tenantId: text('tenant_id').notNull(),
    currency: text('currency').notNull(),
    /** `2026-11-21`, in the tenant's time zone. */
    day: text('day').notNull(),
    rate: real('rate').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.currency, table.day] })],
)
/**
 * What a rate was before it was replaced: orders that are counted by it are counted by the new one. Kept for some days, for
 * events that were taken with the old one and come to their customers later.
 */
export const replacedRateTable = sqliteTable(
  'replaced_rate',
  {
    tenantId: text('tenant_id').notNull(),
    currency: text('currency').notNull(),
    day: text('day').notNull(),
    rate: real('rate').notNull(),
    /** UTC epoch ms. */
    replacedAt: integer('replaced_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.currency, table.day, table.rate] })],
)

export type ExchangeRateRow = typeof exchangeRateTable.$inferSelect
