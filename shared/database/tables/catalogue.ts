import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What a connection sells, as it last described it. A projection of its events: only a newer word replaces an older. */
export const productTable = sqliteTable(
  'product',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    productId: text('product_id').notNull(),
    /** When it was described so, UTC epoch ms. */
    describedAt: integer('described_at').notNull(),
    name: text('name'),
    category: text('category'),
    brand: text('brand'),
    url: text('url'),
    imageUrl: text('image_url'),
    isListed: integer('is_listed', { mode: 'boolean' }).notNull(),
    isDeleted: integer('is_deleted', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.productId] })],
)
export type ProductRow = typeof productTable.$inferSelect

/** One way a product is sold: a size, a colour. */
export const productVariantTable = sqliteTable(
  'product_variant',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    variantId: text('variant_id').notNull(),
    productId: text('product_id').notNull(),
    describedAt: integer('described_at').notNull(),
    name: text('name'),
    sku: text('sku'),
    stockItemId: text('stock_item_id'),
    priceMinor: integer('price_minor'),
    currency: text('currency'),
    /** The product is described without it by now. */
    isDeleted: integer('is_deleted', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.variantId] })],
)
export type ProductVariantRow = typeof productVariantTable.$inferSelect

/** A place that sells or keeps goods. */
export const storeTable = sqliteTable(
  'store',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    storeId: text('store_id').notNull(),
    describedAt: integer('described_at').notNull(),
    name: text('name'),
    city: text('city'),
    country: text('country'),
    isClosed: integer('is_closed', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.storeId] })],
)
export type StoreRow = typeof storeTable.$inferSelect

/** How much of an item a place has, as last told. */
export const inventoryTable = sqliteTable(
  'inventory',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    stockItemId: text('stock_item_id').notNull(),
    /** '' for the shop as a whole. */
    storeId: text('store_id').notNull(),
    countedAt: integer('counted_at').notNull(),
    availableQuantity: real('available_quantity').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.stockItemId, table.storeId] })],
)
export type InventoryRow = typeof inventoryTable.$inferSelect
