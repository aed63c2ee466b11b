import type { CatalogueRows } from '../catalogue/catalogue-rows.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that take words back which events said of products, variants, stores and stock, given as they were told.
 * What other events said stays, and a row of which nothing else is left goes. A word that a later one had replaced is
 * not there to come back: all that is still true has to be told again afterwards. Running them twice, or after that,
 * changes nothing.
 */
export function catalogueWithdrawals(
  tenantId: string,
  { products, variants, stores, stock }: CatalogueRows,
): SqlStatement[] {
  const untold = (texts: readonly string[], rows: readonly unknown[][]) =>
    jsonChunks(rows).flatMap((chunk) => texts.map((text) => ({ text, values: [tenantId, chunk] })))
  return [
    ...untold(
      withdrawFacts('product', 'product_id', 'variants_listed_by'),
      products.map(({ source, productId, saidBy }) => [source, productId, saidBy]),
    ),
    ...untold(
      withdrawFacts('product_variant', 'variant_id', 'listed_by'),
      variants.map(({ source, variantId, listedBy }) => [source, variantId, listedBy]),
    ),
    ...untold(
      withdrawFacts('store', 'store_id'),
      stores.map(({ source, storeId, saidBy }) => [source, storeId, saidBy]),
    ),
    ...untold(
      [deleteStock, deleteStockDays],
      stock.map((row) => [row.source, row.stockItemId, row.storeId, row.countedBy, row.day]),
    ),
  ]
}

/** `listedBy`: the column, if any, that names who told which variants there are. */
function withdrawFacts(table: string, key: string, listedBy?: string): string[] {
  const isTold = `tenant_id = ?1 and (source, ${key}) in (select value ->> 0, value ->> 1 from json_each(?2))`
  const withdrawn = '(select value ->> 2 from json_each(?2))'
  const left = `(select json_group_object(key, json(value)) from json_each(${table}.facts)
    where value ->> 0 not in ${withdrawn})`
  // Each word begins with its moment, in 15 digits.
  const lastMoment = `(select coalesce(max(cast(substr(value ->> 0, 1, 15) as integer)), 0)
    from json_each(${table}.facts))`
  const listing =
    listedBy === undefined ? '' : `, ${listedBy} = iif(${listedBy} in ${withdrawn}, '', ${listedBy})`
  return [
    `update ${table} set facts = ${left}${listing} where ${isTold}`,
    `delete from ${table} where ${isTold} and facts = '{}'`,
    `update ${table} set described_at = ${lastMoment} where ${isTold}`,
  ]
}

const deleteStock = `delete from inventory where tenant_id = ?1 and (source, stock_item_id, store_id, counted_by) in
  (select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?2))`

/** Minima and maxima cannot forget one count, so all of the day's go, and those that are still true are told again. */
const deleteStockDays = `delete from stock_day where tenant_id = ?1 and (source, stock_item_id, store_id, day) in
  (select value ->> 0, value ->> 1, value ->> 2, value ->> 4 from json_each(?2))`
