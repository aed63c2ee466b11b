import type { SqlStatement } from './sql-statement.ts'

/** The statement that finds who tells of orders: rows of `orderKey` and `tellerId`, '' for the guest's order. */
export function orderTellers(tenantId: string, orderKeys: readonly string[]): SqlStatement {
  return {
    text: `select order_key as orderKey, coalesce(customer_id, '') as tellerId from json_each(?2) as wanted
             cross join customer_order on customer_order.tenant_id = ?1 and customer_order.order_key = wanted.value
           union select order_key, teller_id from json_each(?2) as wanted
             cross join order_teller on order_teller.tenant_id = ?1 and order_teller.order_key = wanted.value`,
    values: [tenantId, JSON.stringify(orderKeys)],
  }
}

/** What {@link orderTellers} found, by order. */
export function tellersByOrder(
  rows: readonly { readonly orderKey: string; readonly tellerId: string }[],
): Map<string, string[]> {
  const tellers = new Map<string, string[]>()
  for (const { orderKey, tellerId } of rows)
    tellers.set(orderKey, [...(tellers.get(orderKey) ?? []), tellerId])
  return tellers
}
