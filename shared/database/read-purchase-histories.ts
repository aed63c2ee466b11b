import { mostOrders } from '../features/most-orders.ts'
import { purchaseLines, type StoredLine } from '../features/order-lines.ts'
import type { Purchase, PurchaseHistory } from '../features/purchase.ts'
import { type PurchaseRow, purchaseOfRow } from '../features/purchase-of-row.ts'
import type { SqlStatement } from './sql-statement.ts'

/** A page ends early when its customers have about so many orders, or lines of so many bytes: it must not fill a Worker's memory. */
const maxOrdersPerPage = 10_000
const maxLineBytesPerPage = 8_000_000

/** A customer's purchases with what else predictions may know. */
export interface CustomerHistory extends PurchaseHistory {
  /** As written by `activityText`; '' for a customer of whom nothing is kept. */
  readonly activity: string
  /** What the customer said about being profiled; null: nothing. */
  readonly isProfilingAllowed: boolean | null
}

/** As the queries find them. */
export interface HistoryCustomerRow {
  readonly customerId: string
  readonly isProfilingAllowed: number | null
  readonly activity: string | null
}
export interface HistoryOrdersRow {
  readonly customerId: string
  /** JSON: some of the customer's orders, as {@link StoredOrder}; null: this is the last customer whose orders were read. */
  readonly orders: string | null
}

/** An order without the names of its columns, which would be most of what is read, and its lines. */
type StoredOrder = readonly [
  PurchaseRow['orderKey'],
  PurchaseRow['kind'],
  PurchaseRow['status'],
  PurchaseRow['channel'],
  PurchaseRow['placedAt'],
  PurchaseRow['storeId'],
  PurchaseRow['currency'],
  PurchaseRow['grossMinor'],
  PurchaseRow['discountMinor'],
  PurchaseRow['amountMinor'],
  PurchaseRow['amountTenantMinor'],
  readonly StoredLine[],
]
const storedOrder = `json_array(customer_order.order_key, kind, status, channel, placed_at, store_id, currency,
  gross_minor, discount_minor, amount_minor, amount_tenant_minor, json(lines))`

/**
 * So many orders of a customer, with lines of so many bytes in all, come as one row. A value of D1 has at most 2,000,000 bytes: the rest is
 * left for what else is told of an order, which is a few kB each.
 */
const mostOrdersTogether = 20
const mostLineBytesTogether = 1_000_000

/** Two queries for one moment: {@link historiesOf} makes the histories of what they find. */
export interface HistoryStatements {
  readonly customers: SqlStatement
  readonly orders: SqlStatement
}

/** Customers who may be looked at: not merged away, not forgotten, not restricted, and with something that was seen. */
const isUsable = `tenant_id = ?1 and merged_into is null and erased_at is null and restricted_at is null
  and last_seen_at > 0`

/**
 * The queries for the customers whose ids follow `afterId` ('' for the first page), at most `limit` of them and fewer when
 * they have very many orders or very long ones; of one with more than {@link mostOrders} the latest. None are left once a page is empty.
 */
export function purchaseHistoryPage(tenantId: string, afterId: string, limit: number): HistoryStatements {
  // The customers as they stand in their table, each with the orders of those before it: counts that profiles have.
  const page = `page as materialized (select customer_id, is_profiling_allowed from (
    select customer_id, is_profiling_allowed,
      sum(order_count) over (order by customer_id rows unbounded preceding) - order_count as orders_before
    from (select customer_id, is_profiling_allowed, min(order_count, ${mostOrders}) as order_count from customer_profile
      where ${isUsable} and customer_id > ?2 order by customer_id limit ?3))
    where orders_before < ?4)`
  return statementsOf(page, [tenantId, afterId, limit, maxOrdersPerPage])
}

/** The same for one customer; empty when there is none, or none who may be looked at. */
export function customerPurchaseHistory(tenantId: string, customerId: string): HistoryStatements {
  const page = `page as materialized (select customer_id, is_profiling_allowed from customer_profile
    where ${isUsable} and customer_id = ?2)`
  return statementsOf(page, [tenantId, customerId])
}

/** "cross" and the named index keep the customers outermost: SQLite would go through all orders of the tenant. */
function statementsOf(page: string, values: SqlStatement['values']): HistoryStatements {
  const ofCustomer = 'on customer_order.tenant_id = ?1 and customer_order.customer_id = '
  const ofPage = `from customer_order indexed by customer_order_customer
    where tenant_id = ?1 and customer_order.customer_id = page.customer_id`
  // SQLite keeps the lengths of values with the row: no lines are read for the bytes. Of more orders than are read they do not matter.
  const counted = `counted as materialized (select customer_id, order_count, line_bytes from (
    select customer_id, order_count, line_bytes,
      sum(line_bytes) over (order by customer_id rows unbounded preceding) - line_bytes as bytes_before
    from (select customer_id, (select count(*) ${ofPage}) as order_count, (select coalesce(sum(byte_count), 0) from (
      select octet_length(lines) as byte_count ${ofPage} limit ${mostOrders})) as line_bytes from page))
    where bytes_before < ${maxLineBytesPerPage})`
  const isTogether = `counted.order_count <= ${mostOrdersTogether} and line_bytes <= ${mostLineBytesTogether}`
  // Their keys are put in order without the lines, which would be most of what is read.
  const latest = `latest as materialized (select order_key from (
    select customer_order.order_key, row_number() over (
      partition by customer_order.customer_id order by placed_at desc, order_key desc) as place
    from counted cross join customer_order indexed by customer_order_customer ${ofCustomer}counted.customer_id
    where counted.order_count > ${mostOrders}) where place <= ${mostOrders})`
  const alone = `select customer_order.customer_id as customerId, json_array(${storedOrder}) as orders`
  return {
    customers: {
      text: `with ${page} select page.customer_id as customerId, is_profiling_allowed as isProfilingAllowed, activity
        from page left join features on features.tenant_id = ?1 and features.customer_id = page.customer_id
        order by page.customer_id`,
      values,
    },
    orders: {
      text: `with ${page}, ${counted}, ${latest}
        select customer_id as customerId, (select json_group_array(${storedOrder})
          from customer_order indexed by customer_order_customer
          where tenant_id = ?1 and customer_order.customer_id = counted.customer_id) as orders
          from counted where order_count > 0 and ${isTogether}
        union all
        ${alone} from counted cross join customer_order indexed by customer_order_customer
          ${ofCustomer}counted.customer_id
          where not (${isTogether}) and counted.order_count <= ${mostOrders}
        union all
        ${alone} from latest cross join customer_order
          on customer_order.tenant_id = ?1 and customer_order.order_key = latest.order_key
        union all
        select coalesce(max(customer_id), ''), null from counted`,
      values,
    },
  }
}

/** The histories of the customers whose orders were read, by customer id, earliest purchase first. */
export function historiesOf(
  customers: readonly HistoryCustomerRow[],
  orders: readonly HistoryOrdersRow[],
): CustomerHistory[] {
  const purchasesOf = new Map<string, Purchase[]>()
  let lastRead = ''
  for (const { customerId, orders: text } of orders) {
    if (text === null) {
      if (customerId > lastRead) lastRead = customerId
      continue
    }
    const purchases = (JSON.parse(text) as StoredOrder[]).map(purchaseOf)
    const together = purchasesOf.get(customerId)
    if (together === undefined) purchasesOf.set(customerId, purchases)
    else together.push(...purchases)
  }
  const read = customers.filter(({ customerId }) => customerId <= lastRead)
  return read.map(({ customerId, activity, isProfilingAllowed }) => ({
    customerId,
    activity: activity ?? '',
    isProfilingAllowed: isProfilingAllowed === null ? null : isProfilingAllowed === 1,
    purchases: (purchasesOf.get(customerId) ?? []).sort(
      (left, right) => left.placedAt - right.placedAt || (left.orderKey < right.orderKey ? -1 : 1),
    ),
  }))
}

function purchaseOf([
  orderKey,
  kind,
  status,
  channel,
  placedAt,
  storeId,
  currency,
  grossMinor,
  discountMinor,
  amountMinor,
  amountTenantMinor,
  lines,
]: StoredOrder): Purchase {
  const row = {
    orderKey,
    kind,
    status,
    channel,
    placedAt,
    storeId,
    currency,
    grossMinor,
    discountMinor,
    amountMinor,
    amountTenantMinor,
  }
  return purchaseOfRow(row, purchaseLines(lines))
}
