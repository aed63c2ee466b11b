import { and, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { importSource } from '../imports/import-source.ts'
import {
  type InventoryRow,
  inventoryTable,
  type ProductVariantRow,
  productTable,
  productVariantTable,
  type StoreRow,
  storeTable,
} from './tables/catalogue.ts'

/** How much there is of an item in a place, and what both are called. */
export interface StockLevelRow
  extends Pick<InventoryRow, 'source' | 'stockItemId' | 'storeId' | 'countedAt' | 'availableQuantity'> {
  readonly storeName: string | null
  readonly productId: string | null
  readonly productName: string | null
  readonly variantId: string | null
  readonly variantName: string | null
  readonly sku: string | null
}

export type StockPlace = Pick<StockLevelRow, 'source' | 'stockItemId' | 'storeId'>

export interface InventoryRequest {
  readonly tenantId: string
  readonly source: string | undefined
  readonly productId: string | undefined
  readonly storeId: string | undefined
  /** Only where less than this can be sold. */
  readonly below: number | undefined
  readonly limit: number
  readonly after: StockPlace | undefined
}

/** A page of a tenant's stock levels by source, item and place. */
export async function listInventory(
  database: DrizzleD1Database,
  { tenantId, source, productId, storeId, below, limit, after }: InventoryRequest,
): Promise<StockLevelRow[]> {
  const table = inventoryTable
  const rest =
    after === undefined
      ? undefined
      : or(
          gt(table.source, after.source),
          and(
            eq(table.source, after.source),
            or(
              gt(table.stockItemId, after.stockItemId),
              and(eq(table.stockItemId, after.stockItemId), gt(table.storeId, after.storeId)),
            ),
          ),
        )
  return stockLevels(
    database,
    and(
      eq(table.tenantId, tenantId),
      source === undefined ? undefined : eq(table.source, source),
      productId === undefined ? undefined : eq(productVariantTable.productId, productId),
      storeId === undefined ? undefined : eq(table.storeId, storeId),
      below === undefined ? undefined : lt(table.availableQuantity, below),
      rest,
    ),
  ).limit(limit)
}

/** The stock levels of these variants, everywhere: as their connections count them, and as files of stock do by SKU. */
export async function findStock(
  database: DrizzleD1Database,
  tenantId: string,
  variants: readonly Pick<ProductVariantRow, 'source' | 'stockItemId' | 'sku'>[],
): Promise<StockLevelRow[]> {
  const names = JSON.stringify(
    variants.flatMap(({ source, stockItemId, sku }) => [
      [source, stockItemId],
      [importSource, sku],
    ]),
  )
  return stockLevels(
    database,
    and(
      eq(inventoryTable.tenantId, tenantId),
      sql`(${inventoryTable.source}, ${inventoryTable.stockItemId}) in
        (select value ->> 0, value ->> 1 from json_each(${names}))`,
    ),
  )
}

function stockLevels(database: DrizzleD1Database, condition: SQL | undefined) {
  const { source, tenantId } = inventoryTable
  return database
    .select({
      source,
      stockItemId: inventoryTable.stockItemId,
      storeId: inventoryTable.storeId,
      countedAt: inventoryTable.countedAt,
      availableQuantity: inventoryTable.availableQuantity,
      storeName: storeTable.name,
      productId: productVariantTable.productId,
      productName: productTable.name,
      variantId: productVariantTable.variantId,
      variantName: productVariantTable.name,
      sku: productVariantTable.sku,
    })
    .from(inventoryTable)
    .leftJoin(
      storeTable,
      and(
        eq(storeTable.tenantId, tenantId),
        eq(storeTable.source, source),
        eq(storeTable.storeId, inventoryTable.storeId),
      ),
    )
    .leftJoin(
      productVariantTable,
      and(
        eq(productVariantTable.tenantId, tenantId),
        eq(productVariantTable.source, source),
        // Two variants may share an item; the first by id stands for both.
        sql`${productVariantTable.variantId} = (select min(variant_id) from product_variant as kept
          where kept.tenant_id = ${tenantId} and kept.source = ${source}
          and kept.stock_item_id = ${inventoryTable.stockItemId} and not kept.is_deleted)`,
      ),
    )
    .leftJoin(
      productTable,
      and(
        eq(productTable.tenantId, tenantId),
        eq(productTable.source, source),
        eq(productTable.productId, productVariantTable.productId),
      ),
    )
    .where(condition)
    .orderBy(source, inventoryTable.stockItemId, inventoryTable.storeId)
    .$dynamic()
}

/** A page of a tenant's stores by source and id. */
export async function listStores(
  database: DrizzleD1Database,
  tenantId: string,
  limit: number,
  after: Pick<StoreRow, 'source' | 'storeId'> | undefined,
): Promise<StoreRow[]> {
  const table = storeTable
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        after === undefined
          ? undefined
          : or(
              gt(table.source, after.source),
              and(eq(table.source, after.source), gt(table.storeId, after.storeId)),
            ),
      ),
    )
    .orderBy(table.source, table.storeId)
    .limit(limit)
}
