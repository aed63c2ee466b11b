import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** Which product of the catalogue an id stands for. */
export interface ResolvedProductRow {
  readonly id: string
  readonly productId: string
}

/** A stock-keeping unit that so many products have is a word such as "n/a". */
const mostProductsOfSku = 8

/**
 * The statements that tell which product these ids stand for: one shop's orders name the product, another's a variant, files the
 * SKU. Products of several connections with a SKU in common are one: the first by connection, files last. An id that the catalogue
 * does not know has no row.
 */
export function resolveProductStatements(tenantId: string, ids: Iterable<string>): SqlStatement[] {
  return jsonChunks([...new Set(ids)].sort()).map((chunk) => ({ text, values: [tenantId, chunk] }))
}

// "cross" keeps the few asked for outermost: each is looked up by its whole key.
const text = `with asked as materialized (select value as id from json_each(?2)),
  place as materialized (select source || '/' || connection_id as name from connection where tenant_id = ?1
    union select 'csv/files'),
  found as materialized (
    select asked.id, product.source, product.product_id as productId from asked cross join place cross join product
      on product.tenant_id = ?1 and product.source = place.name and product.product_id = asked.id
    union
    select asked.id, variant.source, variant.product_id from asked cross join place cross join product_variant as variant
      on variant.tenant_id = ?1 and variant.source = place.name and variant.variant_id = asked.id
    union
    select asked.id, variant.source, variant.product_id from asked cross join product_variant as variant
      indexed by product_variant_sku on variant.tenant_id = ?1 and variant.sku = asked.id),
  named as materialized (
    select found.id, variant.sku from found cross join product_variant as variant indexed by product_variant_product
      on variant.tenant_id = ?1 and variant.source = found.source and variant.product_id = found.productId
      where variant.sku <> ''
    union select id, id from asked),
  meant as materialized (select named.id, named.sku from named where ${mostProductsOfSku} >= (
    select count(distinct other.source || '/' || other.product_id) from product_variant as other
      indexed by product_variant_sku where other.tenant_id = ?1 and other.sku = named.sku)),
  same as (
    select id, source, productId from found
    union
    select meant.id, variant.source, variant.product_id from meant cross join product_variant as variant
      indexed by product_variant_sku on variant.tenant_id = ?1 and variant.sku = meant.sku
    union
    select meant.id, product.source, product.product_id from meant cross join place cross join product
      on product.tenant_id = ?1 and product.source = place.name and product.product_id = meant.sku)
  select id, productId, min((source = 'csv/files') || source || '/' || productId) as place
  from same where productId is not null group by id`
