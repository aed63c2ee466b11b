import { primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

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

export type ExchangeRateRow = typeof exchangeRateTable.$inferSelect
