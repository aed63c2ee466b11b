import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** The brand of a product of the catalogue. */
export interface BrandRow {
  readonly productId: string
  readonly brand: string
}

/** The statements that find the brands of products; one that several connections describe has the first brand of them by name. */
export function findBrands(tenantId: string, productIds: Iterable<string>): SqlStatement[] {
  // "cross" keeps the few asked for outermost: each is looked up by its whole key.
  const text = `with asked as materialized (select value as id from json_each(?2)),
    place as materialized (select source || '/' || connection_id as name from connection where tenant_id = ?1
      union select 'csv/files')
    select asked.id as productId, min(product.brand) as brand from asked cross join place cross join product
      on product.tenant_id = ?1 and product.source = place.name and product.product_id = asked.id
    where product.brand <> '' group by asked.id`
  return jsonChunks([...new Set(productIds)].sort()).map((chunk) => ({ text, values: [tenantId, chunk] }))
}
