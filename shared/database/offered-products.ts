import { importSource } from '../imports/import-source.ts'
import type { SqlStatement } from './sql-statement.ts'

/** What the catalogue says of a product that may be offered; null where it says nothing. */
export interface OfferedProductRow {
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
  readonly brand: string | null
  readonly url: string | null
  readonly imageUrl: string | null
  /** 1: deleted, or not for sale. */
  readonly isGone: number
  readonly priceMinor: number | null
  readonly currency: string | null
  /** Of all its variants in all places; null: nobody counts it. */
  readonly availableQuantity: number | null
}

/**
 * What the catalogue says of these products; an id may be that of a product or of one of its variants, as orders name
 * either. What the connection does not count of a variant, a file of stock may, by SKU. Ids it does not know are left out; one that several connections sell is there several times.
 */
export function findOfferedProducts(tenantId: string, productIds: readonly string[]): SqlStatement {
  // "cross" keeps the few asked for outermost: each is looked up by its whole key, in every place that describes products.
  const text = `with asked as materialized (select value as id from json_each(?2)),
    place as materialized (select source || '/' || connection_id as name from connection where tenant_id = ?1
      union select 'csv/files'),
    found as materialized (
      select asked.id, product.source, product.product_id from asked cross join place cross join product
        on product.tenant_id = ?1 and product.source = place.name and product.product_id = asked.id
      union
      select asked.id, variant.source, variant.product_id from asked cross join place cross join product_variant as variant
        on variant.tenant_id = ?1 and variant.source = place.name and variant.variant_id = asked.id)
    select found.id as productId, product.name, product.category, product.brand, product.url, product.image_url as imageUrl,
      (product.is_deleted or not product.is_listed) as isGone,
      (select min(variant.price_minor) from product_variant as variant where variant.tenant_id = ?1
        and variant.source = found.source and variant.product_id = found.product_id and not variant.is_deleted) as priceMinor,
      (select variant.currency from product_variant as variant where variant.tenant_id = ?1
        and variant.source = found.source and variant.product_id = found.product_id and not variant.is_deleted limit 1) as currency,
      (select sum(coalesce(${countedOf('variant.source', 'variant.stock_item_id')}, ${countedOf(`'${importSource}'`, 'variant.sku')}))
        from product_variant as variant where variant.tenant_id = ?1 and variant.source = found.source
        and variant.product_id = found.product_id and not variant.is_deleted) as availableQuantity
    from found cross join product
      on product.tenant_id = ?1 and product.source = found.source and product.product_id = found.product_id`
  return { text, values: [tenantId, JSON.stringify(productIds)] }
}

/** All that is counted of an item of a source; null: nothing is. */
function countedOf(source: string, item: string): string {
  return `(select sum(inventory.available_quantity) from inventory
    where inventory.tenant_id = ?1 and inventory.source = ${source} and inventory.stock_item_id = ${item})`
}

/** A product of recent orders, and in how many of them it is. */
export interface PopularProductRow {
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
  readonly orderCount: number
}

const countedOrders = 5_000

/** The products that are in most of the latest orders since a day, at most so many; while nothing was learned yet. */
export function findPopularProducts(tenantId: string, sinceDay: string, limit: number): SqlStatement {
  const text = `with latest as materialized (
      select lines from customer_order indexed by customer_order_day
      where tenant_id = ?1 and day >= ?2 and kind = 'order' and not is_cancelled order by day desc limit ?3)
    select json_extract(line.value, '$[0]') as productId, max(json_extract(line.value, '$[4]')) as name,
      max(json_extract(line.value, '$[3]')) as category, count(*) as orderCount
    from latest cross join json_each(latest.lines) as line
    where json_extract(line.value, '$[1]') > 0
    group by 1 order by orderCount desc, productId limit ?4`
  return { text, values: [tenantId, sinceDay, countedOrders, limit] }
}

/** A row when the product is in one of the latest orders. */
export function findSoldProduct(tenantId: string, productId: string): SqlStatement {
  const text = `with latest as materialized (
      select lines from customer_order indexed by customer_order_day where tenant_id = ?1 order by day desc limit ?3)
    select 1 as isSold from latest where instr(lines, json_quote(?2)) > 0 limit 1`
  return { text, values: [tenantId, productId, countedOrders] }
}
