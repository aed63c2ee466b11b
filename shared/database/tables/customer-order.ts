import { isNull } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { orderStatuses } from '../../customers/order-worth.ts'
import type { Channel } from '../../events/event.ts'

/**
 * One order or cancellation: the fact that every total is made of, so that nothing is counted twice. Events about it
 * may be of several customers and of nobody; each of them tells what it knows, and the row is made of the best of it.
 */
export const customerOrderTable = sqliteTable(
  'customer_order',
  {
    tenantId: text('tenant_id').notNull(),
    /** Shop and order number: `shopify/demo:1001`. */
    orderKey: text('order_key').notNull(),
    /** Of the customer whose order it is. */
    version: integer('version').notNull(),
    /** Null for a guest whom no identifier names. */
    customerId: text('customer_id'),
    /** The shop's own word about the order is among the events of that customer. */
    hasShopsWord: integer('has_shops_word', { mode: 'boolean' }).notNull().default(true),
    kind: text('kind', { enum: ['order', 'cancellation'] }).notNull(),
    status: text('status', { enum: orderStatuses }).notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    placedAt: integer('placed_at').notNull(),
    /** Standing and moment of the event that says so; the least holds. */
    placedRank: text('placed_rank').notNull().default('~'),
    /** The day of `placedAt` in the tenant's time zone. */
    day: text('day').notNull(),
    /**
     * Whose word the whole content is, when it was told, and how often its exchange rate was noted anew; the greatest holds.
     * Empty when it was told in parts.
     */
    contentRank: text('content_rank').notNull().default(''),
    currency: text('currency').notNull(),
    /** Smallest units of the tenant's currency for one of the order's; null when no rate was known. */
    tenantMinorRate: real('tenant_minor_rate'),
    /** What it comes to before refunds. */
    grossMinor: integer('gross_minor').notNull().default(0),
    /** Parts of it, where they were told. */
    taxMinor: integer('tax_minor'),
    shippingMinor: integer('shipping_minor'),
    discountMinor: integer('discount_minor'),
    lineCount: integer('line_count').notNull(),
    /** JSON: what was bought, for features, predictions and forecasts (shared/features/order-lines.ts). */
    lines: text('lines').notNull().default('[]'),
    /** Where it was bought, as the till says it; null online, or where nobody said. */
    storeId: text('store_id'),
    /** JSON, amounts by refund: those that the shop tells of, and those that others do. */
    refunds: text('refunds').notNull().default('{}'),
    refundsToldByOthers: text('refunds_told_by_others').notNull().default('{}'),
    paidAt: integer('paid_at'),
    fulfilledAt: integer('fulfilled_at'),
    isCancelled: integer('is_cancelled', { mode: 'boolean' }).notNull().default(false),
    isRefundedWhole: integer('is_refunded_whole', { mode: 'boolean' }).notNull().default(false),
    /** What counts as revenue: total less refunds, 0 once cancelled. */
    amountMinor: integer('amount_minor').notNull(),
    /** The same in the tenant's currency; null when no rate was known. */
    amountTenantMinor: integer('amount_tenant_minor'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.orderKey] }),
    // Also holds the customer, so that counting the customers of a period needs the index alone, and the order, by which a long day is paged.
    index('customer_order_day').on(table.tenantId, table.day, table.customerId, table.orderKey),
    // Whole histories, customer by customer.
    index('customer_order_customer').on(table.tenantId, table.customerId),
    // Those that wait for an exchange rate: few, or none.
    index('customer_order_unrated')
      .on(table.tenantId, table.currency, table.day, table.orderKey)
      .where(isNull(table.tenantMinorRate)),
  ],
)
export type CustomerOrderRow = typeof customerOrderTable.$inferSelect

/** Orders and revenue of one day, channel and currency; changes by what the rows of its orders change. */
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
    /** In the tenant's currency, of the orders for which a rate was known. */
    revenueTenantMinor: integer('revenue_tenant_minor').notNull().default(0),
    /** Orders that were not cancelled and for which no rate was known. */
    unconvertedCount: integer('unconverted_count').notNull().default(0),
    /** Revenue for which no rate was known, in its own currency. */
    unconvertedMinor: integer('unconverted_minor').notNull().default(0),
    /** Another one after every change to an order of the day: who has read the orders sees by it whether to read them again. */
    mark: integer('mark').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.day, table.channel, table.currency] })],
)

/** Who tells of an order that several tell of: customers, and '' for the guest's order of that number. */
export const orderTellerTable = sqliteTable(
  'order_teller',
  {
    tenantId: text('tenant_id').notNull(),
    orderKey: text('order_key').notNull(),
    tellerId: text('teller_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.orderKey, table.tellerId] })],
)

/** Customers, and guests' orders (`guest:<order key>`), that events were taken out of when an import was undone. */
export const withdrawnTellerTable = sqliteTable(
  'withdrawn_teller',
  {
    tenantId: text('tenant_id').notNull(),
    tellerId: text('teller_id').notNull(),
    /** Its first version without those events: what it told of orders in earlier ones is not taken any more. */
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.tellerId] })],
)
