import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** How items are ordered from their suppliers: for all ('', ''), an item, a place, or an item in a place; the most particular holds. */
export const supplyRuleTable = sqliteTable(
  'supply_rule',
  {
    tenantId: text('tenant_id').notNull(),
    sku: text('sku').notNull(),
    storeId: text('store_id').notNull(),
    supplier: text('supplier'),
    /** From the order until the goods are on the shelf. Null in any of these: as a less particular rule says. */
    leadTimeDays: integer('lead_time_days'),
    /** From one chance to order to the next. */
    reviewPeriodDays: integer('review_period_days'),
    /** The share of cycles in which nothing is to run out, 0.5 to 0.999. */
    serviceLevelRate: real('service_level_rate'),
    /** Goods come in whole packs of so many. */
    packSize: real('pack_size'),
    minimumOrderQuantity: real('minimum_order_quantity'),
    /** Smallest units of the tenant's currency. */
    unitCostMinor: real('unit_cost_minor'),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.sku, table.storeId] })],
)
export type SupplyRuleRow = typeof supplyRuleTable.$inferSelect

/** Goods that are on their way. */
export const inboundStockTable = sqliteTable(
  'inbound_stock',
  {
    tenantId: text('tenant_id').notNull(),
    inboundId: text('inbound_id').notNull(),
    sku: text('sku').notNull(),
    storeId: text('store_id').notNull(),
    quantity: real('quantity').notNull(),
    /** The day they are expected ("2026-11-21"). */
    expectedDay: text('expected_day').notNull(),
    reference: text('reference'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.inboundId] }),
    index('inbound_stock_item').on(table.tenantId, table.sku, table.storeId),
  ],
)
export type InboundStockRow = typeof inboundStockTable.$inferSelect
