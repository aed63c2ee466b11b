import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { OrderedForecast } from '../replenishment/item-orders.ts'
import type { StockCount } from '../replenishment/stock-by-item.ts'
import { sourcesOf } from './sources-of.ts'
import { jsonChunks } from './sql-statement.ts'
import { forecastTable } from './tables/forecast.ts'

const table = forecastTable
const orderedColumns = {
  runId: table.runId,
  level: table.level,
  sku: table.sku,
  storeId: table.storeId,
  category: table.category,
  productId: table.productId,
  name: table.name,
  demandClass: table.demandClass,
  abcClass: table.abcClass,
  xyzClass: table.xyzClass,
  outlook: table.outlook,
  unitPriceMinor: table.unitPriceMinor,
  revenueNext28Minor: table.revenueNext28Minor,
}
const countsAtOnce = 20_000
/**
 * The forecasts of items in places after an item, by item: about `limit` rows, and always all places of the last item. None when
 * there are no more.
 */
export async function listOrderedForecasts(
  database: DrizzleD1Database,
  tenantId: string,
  afterSku: string | undefined,
  limit: number,
): Promise<OrderedForecast[]> {
  const beyond = afterSku === undefined ? undefined : gt(table.sku, afterSku)
  const rows = await database
    .select(orderedColumns)
    .from(table)
    .where(and(isOf(tenantId, 'sku-store'), beyond))
    .orderBy(asc(table.sku), asc(table.storeId))
    .limit(limit)
  const last = rows.length < limit ? undefined : rows.at(-1)?.sku
  if (last === undefined) return rows
  // The last item may go on beyond the limit.
  const ofLast = await database
    .select(orderedColumns)
    .from(table)
    .where(and(isOf(tenantId, 'sku-store'), eq(table.sku, last)))
  return [...rows.filter(({ sku }) => sku !== last), ...ofLast]
}

/** The forecasts of some items: of each place, or of all places together. */
export async function findOrderedForecasts(
  database: DrizzleD1Database,
  tenantId: string,
  level: 'sku' | 'sku-store',
  skus: readonly string[],
): Promise<OrderedForecast[]> {
  const found: OrderedForecast[] = []
  for (const chunk of jsonChunks(skus)) {
    const named = sql`(select value from json_each(${chunk}))`
    found.push(
      ...(await database
        .select(orderedColumns)
        .from(table)
        .where(and(isOf(tenantId, level), inArray(table.sku, named)))),
    )
  }
  return found
}

/**
 * Every count of stock with the item it is of: that of the first variant kept under that name, else the name itself is the item's. In
 * pieces.
 */
export async function listStockCounts(database: DrizzleD1Database, tenantId: string): Promise<StockCount[]> {
  const counts: StockCount[] = []
  for (let after: StockCount | undefined; ; after = counts.at(-1)) {
    const beyond =
      after === undefined
        ? sql`true`
        : sql`(source, stock_item_id, store_id) > (${after.source}, ${after.stockItemId}, ${after.storeId})`
    const rows = await stockCounts(
      database,
      tenantId,
      sql`${beyond}
      order by source, stock_item_id, store_id limit ${countsAtOnce}`,
    )
    counts.push(...rows)
    if (rows.length < countsAtOnce) return counts
  }
}

/** The counts under these names, in all places. */
export async function findStockCounts(
  database: DrizzleD1Database,
  tenantId: string,
  names: readonly (readonly [source: string, stockItemId: string])[],
): Promise<StockCount[]> {
  const counts: StockCount[] = []
  for (const chunk of jsonChunks(names)) {
    const isNamed = sql`(source, stock_item_id) in (select value ->> 0, value ->> 1 from json_each(${chunk}))`
    counts.push(...(await stockCounts(database, tenantId, isNamed)))
  }
  return counts
}

/** The names under which an item may be counted. Each source is asked by itself, as indexes begin with it. */
export async function findStockNames(
  database: DrizzleD1Database,
  tenantId: string,
  sku: string,
): Promise<(readonly [source: string, stockItemId: string])[]> {
  const rows = await database.all<{ source: string; stockItemId: string }>(sql`
    select source, stock_item_id as "stockItemId" from product_variant indexed by product_variant_sku
    where tenant_id = ${tenantId} and sku = ${sku} and not is_deleted and stock_item_id is not null
    union
    select source, stock_item_id from product_variant indexed by product_variant_product
    where tenant_id = ${tenantId} and source in ${sourcesOf('product_variant', tenantId)}
      and product_id = ${sku} and not is_deleted and stock_item_id is not null
    union
    select source, stock_item_id from inventory
    where tenant_id = ${tenantId} and source in ${sourcesOf('inventory', tenantId)}
      and stock_item_id = ${sku}`)
  return rows.map(({ source, stockItemId }) => [source, stockItemId])
}

function stockCounts(
  database: DrizzleD1Database,
  tenantId: string,
  condition: ReturnType<typeof sql>,
): Promise<StockCount[]> {
  // The index is named because the planner, left alone, goes through all variants of the source for each count.
  return database.all<StockCount>(sql`
    select coalesce((
        select coalesce(nullif(sku, ''), product_id) from product_variant as kept
        indexed by product_variant_stock_item
        where kept.tenant_id = ${tenantId} and kept.source = inventory.source
          and kept.stock_item_id = inventory.stock_item_id and not kept.is_deleted
        order by kept.variant_id limit 1
      ), stock_item_id) as sku,
      store_id as "storeId", source, stock_item_id as "stockItemId", counted_at as "countedAt",
      available_quantity as "availableQuantity"
    from inventory where tenant_id = ${tenantId} and ${condition}`)
}

function isOf(tenantId: string, level: 'sku' | 'sku-store') {
  return and(eq(table.tenantId, tenantId), eq(table.level, level))
}
