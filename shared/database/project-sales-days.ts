import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that change rows of orders, between those that keep the totals of their days. What the orders give to
 * their days is taken away before the change and given back after it, in one transaction: so the totals change by
 * exactly what the rows do, however often the same is told. That costs as much as the orders that change; to sum the days
 * again would cost as much as all orders of these days, and a file of old orders touches every day with every batch.
 *
 * `orderKeys` names all orders that `changes` may add, change or delete.
 */
export function withSalesDays(
  tenantId: string,
  orderKeys: readonly string[],
  changes: readonly SqlStatement[],
): SqlStatement[] {
  // Each key once, or an order would be taken away twice.
  const keys = jsonChunks([...new Set(orderKeys)])
  return [
    ...keys.map((chunk) => addToSalesDays(tenantId, chunk, -1)),
    ...keys.map((chunk) => deleteEmptySalesDays(tenantId, chunk)),
    ...changes,
    ...keys.map((chunk) => addToSalesDays(tenantId, chunk, 1)),
  ]
}

/** "cross" keeps the keys outermost: SQLite would go through all orders of the tenant for each. */
const namedOrders = `json_each(?2) as name cross join customer_order
  on customer_order.tenant_id = ?1 and customer_order.order_key = name.value`

/** By chance, and a whole number that JavaScript can hold: as good as never the same twice. */
const newMark = 'abs(random() % 9007199254740991)'

function addToSalesDays(tenantId: string, keys: string, sign: 1 | -1): SqlStatement {
  return {
    text: `insert into sales_day (tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
             revenue_tenant_minor, unconverted_count, unconverted_minor, mark)
           select ?1, day, channel, currency,
             ?3 * sum(kind = 'order' and status <> 'cancelled'), ?3 * sum(kind <> 'order' or status = 'cancelled'),
             ?3 * sum(amount_minor), ?3 * sum(coalesce(amount_tenant_minor, 0)),
             ?3 * sum(kind = 'order' and status <> 'cancelled' and amount_tenant_minor is null),
             ?3 * sum(iif(amount_tenant_minor is null, amount_minor, 0)), ${newMark}
           from ${namedOrders} where true group by day, channel, currency
           on conflict do update set order_count = order_count + excluded.order_count,
             cancellation_count = cancellation_count + excluded.cancellation_count,
             revenue_minor = revenue_minor + excluded.revenue_minor,
             revenue_tenant_minor = revenue_tenant_minor + excluded.revenue_tenant_minor,
             unconverted_count = unconverted_count + excluded.unconverted_count,
             unconverted_minor = unconverted_minor + excluded.unconverted_minor, mark = excluded.mark`,
    values: [tenantId, keys, sign],
  }
}

/** Every order counts as an order or as a cancellation, so a day without either has none left. */
function deleteEmptySalesDays(tenantId: string, keys: string): SqlStatement {
  return {
    text: `delete from sales_day where tenant_id = ?1 and order_count = 0 and cancellation_count = 0
             and day in (select customer_order.day from ${namedOrders})`,
    values: [tenantId, keys],
  }
}
