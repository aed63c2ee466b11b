import type { SqlStatement } from './sql-statement.ts'
import type { StockDayRow } from './tables/sales.ts'

/** What was counted of an item, by the number it is sold by. */
export interface ItemStockDayRow extends StockDayRow {
  readonly sku: string
}

/**
 * The statement that finds all counts until a day ("2026-11-21") of items that ran out in some place. An item is counted
 * under what its variants say, or under its own number.
 */
export function stockDaysStatement(tenantId: string, skus: readonly string[], toDay: string): SqlStatement {
  return {
    text: `with recursive counter(source) as (
        select min(source) from stock_day where tenant_id = ?1
        union all
        select (select min(source) from stock_day where tenant_id = ?1 and source > counter.source)
        from counter where source is not null),
      named as materialized (select value as sku from json_each(?2)),
      counted as materialized (
        select sku, source, stock_item_id from product_variant
        where tenant_id = ?1 and stock_item_id is not null and sku in (select sku from named)
        union select product_id, variant.source, stock_item_id
        from counter cross join product_variant as variant indexed by product_variant_product
        on tenant_id = ?1 and variant.source = counter.source and product_id in (select sku from named)
        where stock_item_id is not null
        union select sku, source, sku from named cross join counter where source is not null)
      select counted.sku as sku, stock_day.tenant_id as tenantId, stock_day.source as source,
        stock_day.stock_item_id as stockItemId, store_id as storeId, day, first_counted_at as firstCountedAt,
        first_quantity as firstQuantity, last_counted_at as lastCountedAt, last_quantity as lastQuantity,
        most_quantity as mostQuantity
      from counted cross join stock_day on stock_day.tenant_id = ?1 and stock_day.source = counted.source
        and stock_day.stock_item_id = counted.stock_item_id
      where day <= ?3 and exists (select 1 from stock_day as empty where empty.tenant_id = ?1
        and empty.source = counted.source and empty.stock_item_id = counted.stock_item_id
        and empty.last_quantity <= 0)`,
    values: [tenantId, JSON.stringify(skus), toDay],
  }
}
