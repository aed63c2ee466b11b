import type { CatalogueProduct } from '../predictions/trainable.ts'
import type { SqlStatement } from './sql-statement.ts'

/** A product for sale; `place` is where it stands among all. */
export interface CatalogueProductRow extends CatalogueProduct {
  readonly place: string
}

/** Separates the two parts of a place: below every letter that a source or an id has. */
const separator = '\u0001'

/** The products that are for sale behind a place ('' for the first page), at most so many, in the order of connections and ids. */
export function catalogueProducts(tenantId: string, after: string, limit: number): SqlStatement {
  const [source = '', productId = ''] = after.split(separator)
  const text = `select product.source || char(1) || product.product_id as place, product.product_id as productId,
      product.name, product.category, product.brand,
      (select min(variant.price_minor) from product_variant as variant where variant.tenant_id = ?1
        and variant.source = product.source and variant.product_id = product.product_id
        and not variant.is_deleted) as priceMinor
    from product where product.tenant_id = ?1 and (product.source, product.product_id) > (?2, ?3)
      and not product.is_deleted and product.is_listed
    order by product.source, product.product_id limit ?4`
  return { text, values: [tenantId, source, productId, limit] }
}
