import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { CustomerOrderRow } from './tables/customer-order.ts'

export type FoundOrder = Pick<
  CustomerOrderRow,
  'orderKey' | 'customerId' | 'kind' | 'channel' | 'currency' | 'placedAt'
>

/** The queries for the orders of these keys; each returns {@link FoundOrder} rows. */
export function ordersByKey(tenantId: string, orderKeys: readonly string[]): SqlStatement[] {
  return jsonChunks(orderKeys).map((chunk) => ({
    // "cross" keeps the keys outermost: SQLite would go through all orders of the tenant.
    text: `select order_key as orderKey, customer_id as customerId, kind, channel, currency, placed_at as placedAt
           from json_each(?2) as wanted
           cross join customer_order on customer_order.tenant_id = ?1 and customer_order.order_key = wanted.value`,
    values: [tenantId, chunk],
  }))
}
