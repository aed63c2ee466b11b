import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Channel } from '../../events/event.ts'

/** A file of sales in the archive bucket: whole days, all items, sorted by their parts (shared/sales/sales-file.ts). */
export const salesFileTable = sqliteTable(
  'sales_file',
  {
    tenantId: text('tenant_id').notNull(),
    /** The object's key. A file never changes; what takes its place has another key. */
    fileKey: text('file_key').notNull(),
    /** First and last day that are in it, days since 1970-01-01. */
    fromDay: integer('from_day').notNull(),
    toDay: integer('to_day').notNull(),
    /** By day ("2026-11-21"): the marks of `sales_day` and `reported_sales` when its sales were read. */
    dayMarks: text('day_marks', { mode: 'json' }).$type<Record<string, string>>().notNull(),
    saleCount: integer('sale_count').notNull(),
    byteCount: integer('byte_count').notNull(),
    writtenAt: integer('written_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.fileKey] })],
)
export type SalesFileRow = typeof salesFileTable.$inferSelect

/**
 * What a place sold on a day in all, as a file of totals says it: for shops without a connected till. Counts only where no order
 * of that place (of no place: of that channel) and day is known. Several rows where there are very many items.
 */
export const reportedSalesTable = sqliteTable(
  'reported_sales',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    day: text('day').notNull(),
    /** '' for online, or the shop as a whole. */
    storeId: text('store_id').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    part: text('part').notNull(),
    /** When the last of it was said, UTC epoch ms. */
    reportedAt: integer('reported_at').notNull(),
    /**
     * JSON, by when and by which event it was said: SKU, units, units given back, smallest units of the tenant's currency,
     * category, name. Read by `salesOfReports` (shared/sales/reported-sales.ts).
     */
    lines: text('lines').notNull(),
    /** Another one after every change of what was sold. */
    mark: integer('mark').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.source, table.day, table.storeId, table.channel, table.part],
    }),
    // With the marks: they are asked for without the lines.
    index('reported_sales_day').on(table.tenantId, table.day, table.mark),
  ],
)
export type ReportedSalesRow = typeof reportedSalesTable.$inferSelect

/**
 * What was counted of an item in a place on a day: the first, the last and the largest count, in whatever order they came. Tells
 * on which days there was nothing to sell.
 */
export const stockDayTable = sqliteTable(
  'stock_day',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    stockItemId: text('stock_item_id').notNull(),
    /** '' for the shop as a whole. */
    storeId: text('store_id').notNull(),
    /** In the tenant's time zone. */
    day: text('day').notNull(),
    firstCountedAt: integer('first_counted_at').notNull(),
    firstQuantity: real('first_quantity').notNull(),
    lastCountedAt: integer('last_counted_at').notNull(),
    lastQuantity: real('last_quantity').notNull(),
    mostQuantity: real('most_quantity').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.source, table.stockItemId, table.storeId, table.day] }),
  ],
)
export type StockDayRow = typeof stockDayTable.$inferSelect

/** Days of the tenant's own that sell otherwise: a market, a sale, a closed day. */
export const calendarEventTable = sqliteTable(
  'calendar_event',
  {
    tenantId: text('tenant_id').notNull(),
    eventId: text('event_id').notNull(),
    /** Days that are alike have the same name: what one did to sales is expected of the next. */
    name: text('name').notNull(),
    kind: text('kind', { enum: ['event', 'promotion', 'closed'] }).notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    /** Null: everywhere, everything. */
    storeId: text('store_id'),
    category: text('category'),
    /** How much more is expected, 0.2 for a fifth; null: what was seen the last times. */
    expectedChangeRate: real('expected_change_rate'),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.eventId] }),
    index('calendar_event_day').on(table.tenantId, table.fromDay),
  ],
)
export type CalendarEventRow = typeof calendarEventTable.$inferSelect
