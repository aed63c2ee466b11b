import type { CatalogueRows } from '../catalogue/catalogue-rows.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that bring products, variants, stores and stock up to what events say. Of each field the newest word
 * holds, so they may run again, late and in any order.
 */
export function catalogueStatements(
  tenantId: string,
  { products, variants, stores, stock }: CatalogueRows,
): SqlStatement[] {
  const told = (texts: readonly string[], rows: readonly unknown[][]) =>
    jsonChunks(rows).flatMap((chunk) => texts.map((text) => ({ text, values: [tenantId, chunk] })))
  return [
    ...told(
      [upsertVariants],
      variants.map((row) => [row.source, row.variantId, row.describedAt, row.facts, row.listedBy]),
    ),
    // After the variants, of which it decides which are still there.
    ...told(
      [upsertProducts, markVariants],
      products.map((row) => [row.source, row.productId, row.describedAt, row.facts, row.variantsListedBy]),
    ),
    ...told(
      [upsertStores],
      stores.map((row) => [row.source, row.storeId, row.describedAt, row.facts]),
    ),
    ...told(
      [upsertStock, upsertStockDays],
      stock.map((row) => [
        row.source,
        row.stockItemId,
        row.storeId,
        row.countedAt,
        row.countedBy,
        row.availableQuantity,
        row.day,
      ]),
    ),
  ]
}

/** Of each field the word that sorts last: each begins with its moment. */
function joinedFacts(table: string): string {
  return `(select json_group_object(field, json(fact)) from (
    select key as field, max(value) as fact from (
      select key, value from json_each(${table}.facts) union all select key, value from json_each(excluded.facts))
    group by key))`
}

const upsertProducts = `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?2) where true
  on conflict do update set described_at = max(described_at, excluded.described_at), facts = ${joinedFacts('product')},
    variants_listed_by = max(variants_listed_by, excluded.variants_listed_by)
  where excluded.facts <> product.facts or excluded.variants_listed_by > product.variants_listed_by`

const upsertVariants = `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, 0 from json_each(?2) where true
  on conflict do update set described_at = max(described_at, excluded.described_at),
    facts = ${joinedFacts('product_variant')}, listed_by = max(listed_by, excluded.listed_by)
  where excluded.facts <> product_variant.facts`

/** A variant is gone once all variants of its product were listed later, without it. */
const markVariants = `update product_variant set is_deleted = not is_deleted
  where tenant_id = ?1 and (source, product_id) in (select value ->> 0, value ->> 1 from json_each(?2))
    and is_deleted <> (listed_by < (select variants_listed_by from product
      where product.tenant_id = ?1 and product.source = product_variant.source
      and product.product_id = product_variant.product_id))`

const upsertStores = `insert into store (tenant_id, source, store_id, described_at, facts)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?2) where true
  on conflict do update set described_at = max(described_at, excluded.described_at), facts = ${joinedFacts('store')}
  where excluded.facts <> store.facts`

const upsertStock = `insert into inventory (tenant_id, source, stock_item_id, store_id, counted_at, counted_by,
    available_quantity)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?2) where true
  on conflict do update set counted_at = excluded.counted_at, counted_by = excluded.counted_by,
    available_quantity = excluded.available_quantity
  where (excluded.counted_at, excluded.counted_by) > (inventory.counted_at, inventory.counted_by)`

/** Of two counts of one moment the larger one holds: only minima and maxima, so the order does not matter. */
const upsertStockDays = `insert into stock_day (tenant_id, source, stock_item_id, store_id, day, first_counted_at,
    first_quantity, last_counted_at, last_quantity, most_quantity)
  select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 6, value ->> 3, value ->> 5, value ->> 3, value ->> 5,
    value ->> 5
  from json_each(?2) where true
  on conflict do update set
    first_quantity = case when excluded.first_counted_at < first_counted_at then excluded.first_quantity
      when excluded.first_counted_at = first_counted_at then max(first_quantity, excluded.first_quantity)
      else first_quantity end,
    first_counted_at = min(first_counted_at, excluded.first_counted_at),
    last_quantity = case when excluded.last_counted_at > last_counted_at then excluded.last_quantity
      when excluded.last_counted_at = last_counted_at then max(last_quantity, excluded.last_quantity)
      else last_quantity end,
    last_counted_at = max(last_counted_at, excluded.last_counted_at),
    most_quantity = max(most_quantity, excluded.most_quantity)`
