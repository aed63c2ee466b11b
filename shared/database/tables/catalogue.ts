import { type SQL, sql } from 'drizzle-orm'
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * JSON of what was said, by field: `{"name": ["<when and by which event>", "Mug"]}`. Of each field the newest word
 * holds, and what a later description leaves out stays. The columns that show a field are read from it.
 */
function factsColumn() {
  return text('facts').notNull()
}

function textFact(column: string, field: string) {
  return text(column).generatedAlwaysAs(said(field), { mode: 'virtual' })
}

function yesOrNoFact(column: string, field: string, otherwise: 'true' | 'false') {
  const value = sql.raw(`coalesce(json_extract(facts, '$.${field}[1]'), ${otherwise})`)
  return integer(column, { mode: 'boolean' }).notNull().generatedAlwaysAs(value, { mode: 'virtual' })
}

function said(field: string): SQL {
  return sql.raw(`json_extract(facts, '$.${field}[1]')`)
}

/** What a connection sells, as it described it. A projection of its events. */
export const productTable = sqliteTable(
  'product',
  {
    tenantId: text('tenant_id').notNull(),
    source: text('source').notNull(),
    productId: text('product_id').notNull(),
    /** When it was last described, UTC epoch ms. */
    describedAt: integer('described_at').notNull(),
    facts: factsColumn(),
    /** When, and by which event, all its variants were last listed; empty: never. */
    variantsListedBy: text('variants_listed_by').notNull(),
    name: textFact('name', 'name'),
    category: textFact('category', 'category'),
    brand: textFact('brand', 'brand'),
    url: textFact('url', 'url'),
    imageUrl: textFact('image_url', 'imageUrl'),
    isListed: yesOrNoFact('is_listed', 'isListed', 'true'),
    isDeleted: yesOrNoFact('is_deleted', 'isDeleted', 'false'),
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
    describedAt: integer('described_at').notNull(),
    facts: factsColumn(),
    /** When, and by which event, it was last among the variants of its product. */
    listedBy: text('listed_by').notNull(),
    productId: textFact('product_id', 'productId'),
    name: textFact('name', 'name'),
    sku: textFact('sku', 'sku'),
    stockItemId: textFact('stock_item_id', 'stockItemId'),
    priceMinor: integer('price_minor').generatedAlwaysAs(said('priceMinor'), { mode: 'virtual' }),
    currency: textFact('currency', 'currency'),
    /** The product is described without it by now. */
    isDeleted: integer('is_deleted', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.source, table.variantId] }),
    index('product_variant_product').on(table.tenantId, table.source, table.productId),
    index('product_variant_stock_item').on(table.tenantId, table.source, table.stockItemId),
    index('product_variant_sku').on(table.tenantId, table.sku),
  ],
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
    facts: factsColumn(),
    name: textFact('name', 'name'),
    city: textFact('city', 'city'),
    country: textFact('country', 'country'),
    isClosed: yesOrNoFact('is_closed', 'isClosed', 'false'),
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
    /** The event that told it. */
    countedBy: text('counted_by').notNull(),
    availableQuantity: real('available_quantity').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.source, table.stockItemId, table.storeId] })],
)
export type InventoryRow = typeof inventoryTable.$inferSelect
