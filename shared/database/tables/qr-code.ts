import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One printed code: where a scan leads, and what it says about where it was scanned. */
export const qrCodeTable = sqliteTable(
  'qr_code',
  {
    /** Unique over all tenants: it is all that the printed address holds. */
    code: text('code').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    label: text('label').notNull(),
    targetUrl: text('target_url').notNull(),
    storeId: text('store_id'),
    campaign: text('campaign'),
    isActive: integer('is_active', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (table) => [index('qr_code_tenant').on(table.tenantId, table.createdAt)],
)
export type QrCodeRow = typeof qrCodeTable.$inferSelect
