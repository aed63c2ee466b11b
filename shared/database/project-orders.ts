import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { CustomerOrderRow } from './tables/customer-order.ts'

/**
 * The statements that bring order rows up to what customers, and guests' orders, tell of them. Several may tell of one
 * order, for its events need not all name the same person. So a row is not replaced but joined with what is told, and
 * whoever tells first, last or twice, it comes to the same:
 *
 * - whose order it is: a customer's rather than nobody's; of the one who has the shop's own word; of the higher version;
 * - content (amounts, lines, currency): the newest whole statement of the shop, else of others; an order told in parts
 *   has those of the customer whose it is;
 * - when and where it was placed: as the event of the highest standing says;
 * - refunds: all that were told; paid, fulfilled: the earliest; cancelled: once anybody says so.
 */
export function orderStatements(tenantId: string, orders: readonly CustomerOrderRow[]): SqlStatement[] {
  const changes = jsonChunks(orders.map(told)).flatMap((chunk): SqlStatement[] => [
    staleDays(tenantId, chunk),
    { text: upsert, values: [tenantId, chunk] },
    staleDays(tenantId, chunk),
  ])
  if (changes.length === 0) return []
  const days = JSON.stringify([...new Set(orders.map((row) => row.day))])
  return [...changes, ...recomputeSalesDays(tenantId, days)]
}

/** In the order of `columns`. */
function told(row: CustomerOrderRow): (string | number | null)[] {
  return [
    row.orderKey,
    row.version,
    row.customerId,
    Number(row.hasShopsWord),
    row.kind,
    row.status,
    row.channel,
    row.placedAt,
    row.placedRank,
    row.day,
    row.contentRank,
    row.currency,
    row.tenantMinorRate,
    row.grossMinor,
    row.taxMinor,
    row.shippingMinor,
    row.discountMinor,
    row.lineCount,
    row.refunds,
    row.refundsToldByOthers,
    row.paidAt,
    row.fulfilledAt,
    Number(row.isCancelled),
    Number(row.isRefundedWhole),
    row.amountMinor,
    row.amountTenantMinor,
  ]
}

const columns = [
  'order_key',
  'version',
  'customer_id',
  'has_shops_word',
  'kind',
  'status',
  'channel',
  'placed_at',
  'placed_rank',
  'day',
  'content_rank',
  'currency',
  'tenant_minor_rate',
  'gross_minor',
  'tax_minor',
  'shipping_minor',
  'discount_minor',
  'line_count',
  'refunds',
  'refunds_told_by_others',
  'paid_at',
  'fulfilled_at',
  'is_cancelled',
  'is_refunded_whole',
  'amount_minor',
  'amount_tenant_minor',
] as const
const dayPlace = columns.indexOf('day')

/**
 * Run before and after the change, notes the days that an order leaves, because an earlier event of it came in, and
 * those that it has by what others told: their totals must be made again too.
 */
function staleDays(tenantId: string, chunk: string): SqlStatement {
  return {
    // "cross" keeps the changed orders outermost: SQLite would go through all orders of the tenant for each.
    text: `insert into sales_day_stale (tenant_id, day)
           select ?1, customer_order.day from json_each(?2) as changed
           cross join customer_order on customer_order.tenant_id = ?1 and customer_order.order_key = changed.value ->> 0
           where customer_order.day <> changed.value ->> ${dayPlace} on conflict do nothing`,
    values: [tenantId, chunk],
  }
}

function isErased(customerId: string): string {
  return `exists (select 1 from customer_profile where customer_profile.tenant_id = ?1
    and customer_profile.customer_id = ${customerId} and erased_at is not null)`
}

/** Whether the order becomes that of whoever tells. */
const takesOver = `case
  when excluded.customer_id is customer_order.customer_id then excluded.version > customer_order.version
  when ${isErased('excluded.customer_id')} then false
  when customer_order.customer_id is null or ${isErased('customer_order.customer_id')} then true
  when excluded.customer_id is null then false
  when excluded.has_shops_word <> customer_order.has_shops_word then excluded.has_shops_word
  else excluded.version > customer_order.version end`
const hasBetterContent = `case
  when excluded.content_rank = '' and customer_order.content_rank = '' then ${takesOver}
  else excluded.content_rank > customer_order.content_rank end`
const isPlacedBetter = 'excluded.placed_rank < customer_order.placed_rank'

function eitherOf(isTold: string, column: string): string {
  return `iif(${isTold}, excluded.${column}, customer_order.${column})`
}

/** Refunds of both sides, each once; told with different amounts, a refund is the larger one. */
function refundsOfBoth(column: string): string {
  return `(select key as refund_id, max(value) as refund_minor from (
      select key, value from json_each(customer_order.${column})
      union all select key, value from json_each(excluded.${column})) group by key)`
}
function joinedRefunds(column: string): string {
  return `iif(excluded.${column} in ('{}', customer_order.${column}), customer_order.${column},
    (select json_group_object(refund_id, refund_minor) from ${refundsOfBoth(column)}))`
}
function earlierOf(column: string): string {
  return `coalesce(min(customer_order.${column}, excluded.${column}), customer_order.${column}, excluded.${column})`
}

const isCancelled = '(customer_order.is_cancelled or excluded.is_cancelled)'
const isRefundedWhole = '(customer_order.is_refunded_whole or excluded.is_refunded_whole)'
const hasShopsRefunds = `(customer_order.refunds <> '{}' or excluded.refunds <> '{}')`
const hasRefunds = `(${hasShopsRefunds} or customer_order.refunds_told_by_others <> '{}'
  or excluded.refunds_told_by_others <> '{}')`
const refundedMinor = `(select coalesce(sum(refund_minor), 0) from ${refundsOfBoth('refunds')})`
const refundedByOthersMinor = `(select coalesce(sum(refund_minor), 0) from ${refundsOfBoth('refunds_told_by_others')})`
const netMinor = `(${eitherOf(hasBetterContent, 'gross_minor')}
  - iif(${hasShopsRefunds}, ${refundedMinor}, ${refundedByOthersMinor}))`
const amountMinor = `iif(${isCancelled} or ${isRefundedWhole}, 0, ${netMinor})`

/** What each column becomes when the order is there already; the figures as in `orderStatus` and `orderAmountMinor`. */
const joined: Record<Exclude<(typeof columns)[number], 'order_key'>, string> = {
  version: eitherOf(takesOver, 'version'),
  customer_id: eitherOf(takesOver, 'customer_id'),
  has_shops_word: eitherOf(takesOver, 'has_shops_word'),
  kind: eitherOf(isPlacedBetter, 'kind'),
  channel: eitherOf(isPlacedBetter, 'channel'),
  placed_at: eitherOf(isPlacedBetter, 'placed_at'),
  placed_rank: eitherOf(isPlacedBetter, 'placed_rank'),
  day: eitherOf(isPlacedBetter, 'day'),
  content_rank: eitherOf(hasBetterContent, 'content_rank'),
  currency: eitherOf(hasBetterContent, 'currency'),
  tenant_minor_rate: eitherOf(hasBetterContent, 'tenant_minor_rate'),
  gross_minor: eitherOf(hasBetterContent, 'gross_minor'),
  tax_minor: eitherOf(hasBetterContent, 'tax_minor'),
  shipping_minor: eitherOf(hasBetterContent, 'shipping_minor'),
  discount_minor: eitherOf(hasBetterContent, 'discount_minor'),
  line_count: eitherOf(hasBetterContent, 'line_count'),
  refunds: joinedRefunds('refunds'),
  refunds_told_by_others: joinedRefunds('refunds_told_by_others'),
  paid_at: earlierOf('paid_at'),
  fulfilled_at: earlierOf('fulfilled_at'),
  is_cancelled: isCancelled,
  is_refunded_whole: isRefundedWhole,
  amount_minor: amountMinor,
  amount_tenant_minor: `cast(round(${amountMinor} * ${eitherOf(hasBetterContent, 'tenant_minor_rate')}) as integer)`,
  status: `case when ${isCancelled} then 'cancelled'
    when ${isRefundedWhole} then 'refunded'
    when ${hasRefunds} then iif(${netMinor} <= 0, 'refunded', 'partly-refunded')
    when ${earlierOf('fulfilled_at')} is not null then 'fulfilled'
    when ${earlierOf('paid_at')} is not null then 'paid'
    else 'placed' end`,
}

/** Materialised, because SQLite would write each row's text anew for each of its columns. */
const upsert = `with told as materialized (select value as told_row from json_each(?2))
  insert into customer_order (tenant_id, ${columns.join(', ')})
  select ?1, ${columns.map((_, place) => `told_row ->> ${place}`).join(', ')} from told where true
  on conflict do update set ${Object.entries(joined)
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ')}
  where excluded.customer_id is not customer_order.customer_id or excluded.version > customer_order.version`

const touchedDays = `(select value from json_each(?2) union select day from sales_day_stale where tenant_id = ?1)`

/**
 * Makes the totals of the touched days again from the orders: never a sum of changes, so never off. The index is named,
 * because SQLite cannot know that a few days are less than all orders of a tenant.
 */
function recomputeSalesDays(tenantId: string, days: string): SqlStatement[] {
  return [
    {
      text: `insert into sales_day (tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
               revenue_tenant_minor, unconverted_count, unconverted_minor)
             select tenant_id, day, channel, currency,
               sum(kind = 'order' and status <> 'cancelled'), sum(kind <> 'order' or status = 'cancelled'),
               sum(amount_minor), sum(coalesce(amount_tenant_minor, 0)),
               sum(kind = 'order' and status <> 'cancelled' and amount_tenant_minor is null),
               sum(iif(amount_tenant_minor is null, amount_minor, 0))
             from customer_order indexed by customer_order_day
             where tenant_id = ?1 and day in ${touchedDays} group by day, channel, currency
             on conflict do update set order_count = excluded.order_count,
               cancellation_count = excluded.cancellation_count, revenue_minor = excluded.revenue_minor,
               revenue_tenant_minor = excluded.revenue_tenant_minor,
               unconverted_count = excluded.unconverted_count, unconverted_minor = excluded.unconverted_minor
             where order_count <> excluded.order_count or cancellation_count <> excluded.cancellation_count
               or revenue_minor <> excluded.revenue_minor or revenue_tenant_minor <> excluded.revenue_tenant_minor
               or unconverted_count <> excluded.unconverted_count or unconverted_minor <> excluded.unconverted_minor`,
      values: [tenantId, days],
    },
    {
      text: `delete from sales_day where tenant_id = ?1 and day in ${touchedDays} and not exists (
               select 1 from customer_order indexed by customer_order_day
                 where customer_order.tenant_id = sales_day.tenant_id
                 and customer_order.day = sales_day.day and customer_order.channel = sales_day.channel
                 and customer_order.currency = sales_day.currency)`,
      values: [tenantId, days],
    },
    { text: 'delete from sales_day_stale where tenant_id = ?1', values: [tenantId] },
  ]
}
