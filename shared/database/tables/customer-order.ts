import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Channel } from '../../events/event.ts'

/** One order or cancellation: the fact that every total is made of, so that nothing is counted twice. */
export const customerOrderTable = sqliteTable(
  'customer_order',
  {
    tenantId: text('tenant_id').notNull(),
    /** Source and order number: `shopify/demo:1001`. */
    orderKey: text('order_key').notNull(),
    version: integer('version').notNull(),
    /** Null for a guest whom no identifier names. */
    customerId: text('customer_id'),
    kind: text('kind', { enum: ['order', 'cancellation'] }).notNull(),
    status: text('status', { enum: ['placed', 'cancelled', 'refunded', 'partly-refunded'] }).notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    placedAt: integer('placed_at').notNull(),
    /** The day of `placedAt` in the tenant's time zone. */
    day: text('day').notNull(),
    currency: text('currency').notNull(),
    /** What counts as revenue: total less refunds, 0 once cancelled. */
    amountMinor: integer('amount_minor').notNull(),
    lineCount: integer('line_count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.orderKey] }),
    // Also holds the customer, so that counting the customers of a period needs the index alone.
    index('customer_order_day').on(table.tenantId, table.day, table.customerId),
  ],
)
export type CustomerOrderRow = typeof customerOrderTable.$inferSelect

/** Orders and revenue of one day, channel and currency; recomputed from the orders whenever one of them changes. */
export const salesDayTable = sqliteTable(
  'sales_day',
  {
    tenantId: text('tenant_id').notNull(),
    day: text('day').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    currency: text('currency').notNull(),
    /** Orders that were not cancelled. */
    orderCount: integer('order_count').notNull(),
    /** Cancelled orders, and cancellations that came as documents of their own. */
    cancellationCount: integer('cancellation_count').notNull(),
    revenueMinor: integer('revenue_minor').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.channel, table.currency] })],
)

/** Days whose totals have to be made again; filled and emptied within one transaction. */
export const salesDayStaleTable = sqliteTable(
  'sales_day_stale',
  { tenantId: text('tenant_id').notNull(), day: text('day').notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.day] })],
)
