import { and, eq, type SQL, sql } from 'drizzle-orm'
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
  /** The id of a product, of one of its variants, or an SKU; undefined for all. Products of this very id come first. */
  readonly productId: string | undefined
  readonly source: string | undefined
  readonly isWithDeleted: boolean
  readonly limit: number
  /** The product at which the page before ended. */
  readonly after: ProductPlace | undefined
}

/** Where a product stands in the list. */
export interface ProductPlace {
  /** Where one id was asked for: 0: it is the product's, 2: that of something of it; and 1 more when it is deleted. Else 0. */
  readonly rank: number
  readonly name: string
  readonly source: string
  readonly productId: string
}

const sortName = sql<string>`lower(coalesce(${productTable.name}, ''))`

export function placeOfProduct({ rank, sortName: name, source, productId }: ListedProduct): ProductPlace {
  return { rank, name, source, productId }
}

export type ListedProduct = ProductRow & Pick<ProductPlace, 'rank'> & { readonly sortName: string }

/** A page of a tenant's products by name, and how many there are in all. */
export async function listProducts(
  database: DrizzleD1Database,
  { tenantId, query, productId, source, isWithDeleted, limit, after }: ProductListRequest,
): Promise<{ products: ListedProduct[]; total: number }> {
  const matching = and(
    eq(productTable.tenantId, tenantId),
    source === undefined ? undefined : eq(productTable.source, source),
    isWithDeleted ? undefined : eq(productTable.isDeleted, false),
    productId === undefined ? undefined : isCalled(tenantId, productId),
    ...searchTerms(query),
  )
  const rank =
    productId === undefined
      ? sql<number>`0`
      : sql<number>`2 * (${productTable.productId} <> ${productId}) + ${productTable.isDeleted}`
  const [rows, counts] = await database.batch([
    database
      .select({ product: productTable, sortName, rank: rank.as('rank') })
      .from(productTable)
      .where(and(matching, after === undefined ? undefined : isBehind(after, rank)))
      .orderBy(
        ...(productId === undefined ? [] : [rank]),
        ...[sortName, productTable.source, productTable.productId],
      )
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(productTable).where(matching),
  ])
  return {
    products: rows.map(({ product, ...place }) => ({ ...product, ...place })),
    total: counts[0]?.total ?? 0,
  }
}

function isBehind(after: ProductPlace, rank: SQL<number>): SQL {
  return sql`(${rank}, ${sortName}, ${productTable.source}, ${productTable.productId})
    > (${after.rank}, ${after.name}, ${after.source}, ${after.productId})`
}

/** By keys, as to look at every product takes long: the sources are found one after the other, each by the one before. */
function isCalled(tenantId: string, id: string): SQL {
  return sql`(${productTable.source}, ${productTable.productId}) in (
    with recursive place (name) as (
      select min(source) from product where tenant_id = ${tenantId}
      union all
      select (select min(source) from product where tenant_id = ${tenantId} and source > place.name)
        from place where place.name is not null),
    called (source, product_id) as (
      select name, ${id} from place where name is not null
      union
      select sold.source, sold.product_id from place cross join product_variant as sold on sold.tenant_id = ${tenantId}
        and sold.source = place.name and sold.variant_id = ${id} and not sold.is_deleted
      union
      select sold.source, sold.product_id from product_variant as sold indexed by product_variant_sku
        where sold.tenant_id = ${tenantId} and sold.sku = ${id} and not sold.is_deleted)
    select source, product_id from called)`
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
