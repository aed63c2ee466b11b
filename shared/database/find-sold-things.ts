import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { sourcesOf } from './sources-of.ts'

/** What is said of an item that can be sold. */
export interface KnownItem {
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
}

/** The item of a SKU: a variant that has it, else a product with that id, else what is counted under that name; undefined when there is none. */
export async function findKnownItem(
  database: DrizzleD1Database,
  tenantId: string,
  sku: string,
): Promise<KnownItem | undefined> {
  const found = await database.all<KnownItem>(sql`
    select * from (
      select 1 as place, kept.product_id as "productId",
        coalesce(product.name || coalesce(', ' || nullif(kept.name, product.name), ''), kept.name) as name, product.category as category
      from product_variant as kept left join product on product.tenant_id = kept.tenant_id
        and product.source = kept.source and product.product_id = kept.product_id
      where kept.tenant_id = ${tenantId} and kept.sku = ${sku} and not kept.is_deleted
      union all
      select 2, product_id, name, category from product
      where tenant_id = ${tenantId} and source in ${sourcesOf('product', tenantId)}
        and product_id = ${sku} and not is_deleted
      union all
      select 3, stock_item_id, null, null from inventory
      where tenant_id = ${tenantId} and source in ${sourcesOf('inventory', tenantId)} and stock_item_id = ${sku}
    ) order by place limit 1`)
  return found[0]
}

/** Whether there is such a place, or something was sold there. */
export async function isKnownStore(
  database: DrizzleD1Database,
  tenantId: string,
  storeId: string,
): Promise<boolean> {
  const found = await database.all(sql`
    select 1 where exists (select 1 from store where tenant_id = ${tenantId} and store_id = ${storeId})
      or exists (
        select 1 from forecast where tenant_id = ${tenantId} and level = 'store' and sku = ''
          and store_id = ${storeId})`)
  return found.length > 0
}
