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

/** The statements that add up the totals of days anew, from all orders there are, whatever the totals were. */
export function sumSalesDays(tenantId: string, days: readonly string[]): SqlStatement[] {
  const values = [tenantId, JSON.stringify(days)]
  return [
    {
      text: 'delete from sales_day where tenant_id = ?1 and day in (select value from json_each(?2))',
      values,
    },
    {
      text: `insert into sales_day ${totalsOf(1)}
             from customer_order where tenant_id = ?1 and day in (select value from json_each(?2))
             group by day, channel, currency`,
      values,
    },
  ]
}

/** "cross" keeps the keys outermost: SQLite would go through all orders of the tenant for each. */
const namedOrders = `json_each(?2) as name cross join customer_order
  on customer_order.tenant_id = ?1 and customer_order.order_key = name.value`

/** By chance, and a whole number that JavaScript can hold: as good as never the same twice. */
const newMark = 'abs(random() % 9007199254740991)'

/** Columns, and what a group of orders of one day, channel and currency comes to, times `sign`. */
function totalsOf(sign: 1 | '?3'): string {
  return `(tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
      revenue_tenant_minor, unconverted_count, unconverted_minor, mark)
    select ?1, day, channel, currency,
      ${sign} * sum(kind = 'order' and status <> 'cancelled'), ${sign} * sum(kind <> 'order' or status = 'cancelled'),
      ${sign} * sum(amount_minor), ${sign} * sum(coalesce(amount_tenant_minor, 0)),
      ${sign} * sum(kind = 'order' and status <> 'cancelled' and amount_tenant_minor is null),
      ${sign} * sum(iif(amount_tenant_minor is null, amount_minor, 0)), ${newMark}`
}

function addToSalesDays(tenantId: string, keys: string, sign: 1 | -1): SqlStatement {
  return {
    text: `insert into sales_day ${totalsOf('?3')}
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
