import { and, eq, gt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import {
  type ProductRow,
  type ProductVariantRow,
  productTable,
  productVariantTable,
} from './tables/catalogue.ts'

export interface ProductListRequest {
  readonly tenantId: string
  /** Part of a name, category, brand or SKU; undefined for all. */
  readonly query: string | undefined
  /** The id of a product, of one of its variants, or an SKU; undefined for all. */
  readonly productId: string | undefined
  readonly source: string | undefined
  readonly isWithDeleted: boolean
  readonly limit: number
  /** The product at which the page before ended. */
  readonly after: ProductPlace | undefined
}

/** Where a product stands in the list. */
export interface ProductPlace {
  readonly name: string
  readonly source: string
  readonly productId: string
}

const sortName = sql<string>`lower(coalesce(${productTable.name}, ''))`

export function placeOfProduct({ sortName: name, source, productId }: ListedProduct): ProductPlace {
  return { name, source, productId }
}

export type ListedProduct = ProductRow & { readonly sortName: string }

/** A page of a tenant's products by name, and how many there are in all. */
export async function listProducts(
  database: DrizzleD1Database,
  { tenantId, query, productId, source, isWithDeleted, limit, after }: ProductListRequest,
): Promise<{ products: ListedProduct[]; total: number }> {
  const matching = and(
    eq(productTable.tenantId, tenantId),
    source === undefined ? undefined : eq(productTable.source, source),
    isWithDeleted ? undefined : eq(productTable.isDeleted, false),
    productId === undefined ? undefined : isCalled(productId),
    ...searchTerms(query),
  )
  const rest =
    after === undefined
      ? undefined
      : or(
          gt(sortName, after.name),
          and(
            eq(sortName, after.name),
            or(
              gt(productTable.source, after.source),
              and(eq(productTable.source, after.source), gt(productTable.productId, after.productId)),
            ),
          ),
        )
  const [rows, counts] = await database.batch([
    database
      .select({ product: productTable, sortName })
      .from(productTable)
      .where(and(matching, rest))
      .orderBy(sortName, productTable.source, productTable.productId)
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(productTable).where(matching),
  ])
  const products = rows.map(({ product, sortName: name }) => ({ ...product, sortName: name }))
  return { products, total: counts[0]?.total ?? 0 }
}

function isCalled(productId: string): SQL {
  return sql`(${productTable.productId} = ${productId} or exists (select 1 from product_variant as sold
    where sold.tenant_id = ${productTable.tenantId} and sold.source = ${productTable.source}
    and sold.product_id = ${productTable.productId} and not sold.is_deleted and ${productId} in (sold.variant_id, sold.sku)))`
}

/** Every word must be found somewhere. */
function searchTerms(query: string | undefined): SQL[] {
  const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  return words.map(
    (
      word,
    ) => sql`(instr(lower(coalesce(${productTable.name}, '') || ' ' || coalesce(${productTable.category}, '')
        || ' ' || coalesce(${productTable.brand}, '')), ${word}) > 0
      or exists (select 1 from product_variant as sold where sold.tenant_id = ${productTable.tenantId}
        and sold.source = ${productTable.source} and sold.product_id = ${productTable.productId}
        and not sold.is_deleted and instr(lower(sold.sku), ${word}) > 0))`,
  )
}

/** The variants of these products that are still there, by name. */
export async function findVariants(
  database: DrizzleD1Database,
  tenantId: string,
  products: readonly Pick<ProductRow, 'source' | 'productId'>[],
): Promise<ProductVariantRow[]> {
  const names = JSON.stringify(products.map(({ source, productId }) => [source, productId]))
  return database
    .select()
    .from(productVariantTable)
    .where(
      and(
        eq(productVariantTable.tenantId, tenantId),
        sql`(${productVariantTable.source}, ${productVariantTable.productId}) in
          (select value ->> 0, value ->> 1 from json_each(${names}))`,
        eq(productVariantTable.isDeleted, false),
      ),
    )
    .orderBy(productVariantTable.name, productVariantTable.variantId)
}
