import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'

/** Whether the catalogue has an item: a variant with that SKU, or a product with that id. */
export async function isKnownItem(
  database: DrizzleD1Database,
  tenantId: string,
  sku: string,
): Promise<boolean> {
  const found = await database.all(sql`
    select 1 where exists (
        select 1 from product_variant where tenant_id = ${tenantId} and sku = ${sku} and not is_deleted)
      or exists (
        select 1 from product where tenant_id = ${tenantId} and product_id = ${sku} and not is_deleted)`)
  return found.length > 0
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
