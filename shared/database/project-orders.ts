import { withSalesDays } from './project-sales-days.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { CustomerOrderRow } from './tables/customer-order.ts'

/** A row as a customer, or a guest's order, tells it. */
export interface ToldOrderRow extends CustomerOrderRow {
  /** The teller's version as it tells; `version` is that in which it last had news of the order. */
  readonly tellerVersion?: number
}

/**
 * The statements that bring order rows up to what customers, and guests' orders, tell of them. Several may tell of one
 * order, for its events need not all name the same person. So a row is not replaced but joined with what is told, and
 * whoever tells first, last or twice, it comes to the same:
 *
 * - whose order it is: a customer's rather than nobody's; of the one who has the shop's own word; of the higher version;
 * - content (amounts, lines, store, currency): the newest whole statement of the shop, else of others; an order told in parts
 *   has those of the customer whose it is;
 * - when and where it was placed: as the event of the highest standing says;
 * - refunds: all that were told; paid, fulfilled: the earliest; cancelled: once anybody says so.
 */
export function orderStatements(tenantId: string, told: readonly ToldOrderRow[]): SqlStatement[] {
  // In the order of the table's key: each page of its index is then read and written once, however small the cache.
  const orders = told.toSorted((left, right) => (left.orderKey < right.orderKey ? -1 : 1))
  const tellers = jsonChunks(orders.map((row) => [row.orderKey, row.customerId]))
  const changes = [
    ...tellers.map((chunk): SqlStatement => ({ text: noteTellers, values: [tenantId, chunk] })),
    ...jsonChunks(orders.map(columnsOf)).map(
      (chunk): SqlStatement => ({ text: upsert, values: [tenantId, chunk] }),
    ),
  ]
  const keys = orders.map((row) => row.orderKey)
  return [...tellersTogether(tenantId, orders), ...withSalesDays(tenantId, keys, changes)]
}

/** Orders to be made again, with what everybody who tells of them says by now. */
export interface OrderRemake {
  readonly orderKeys: readonly string[]
  readonly orders: readonly ToldOrderRow[]
}

/**
 * The statements that make rows of orders again from nothing: a join cannot forget, and events of these orders were taken
 * back. What somebody tells meanwhile is lost with the old row, so whoever does this has to ask again afterwards: its owner
 * is noted as one who tells of the order.
 */
export function remakeStatements(tenantId: string, { orderKeys, orders }: OrderRemake): SqlStatement[] {
  const keys = JSON.stringify(orderKeys)
  // "cross" keeps the keys outermost: SQLite would go through all orders of the tenant.
  const noteOwners: SqlStatement = {
    text: `insert into order_teller (tenant_id, order_key, teller_id)
           select ?1, customer_order.order_key, coalesce(customer_order.customer_id, '') from json_each(?2) as remade
           cross join customer_order on customer_order.tenant_id = ?1 and customer_order.order_key = remade.value
           where true on conflict do nothing`,
    values: [tenantId, keys],
  }
  const forget: SqlStatement = {
    text: 'delete from customer_order where tenant_id = ?1 and order_key in (select value from json_each(?2))',
    values: [tenantId, keys],
  }
  return [noteOwners, ...withSalesDays(tenantId, orderKeys, [forget]), ...orderStatements(tenantId, orders)]
}

/** In the order of `columns`; the teller's version comes last. */
function columnsOf(row: ToldOrderRow): (string | number | null)[] {
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
    row.lines,
    row.storeId,
    row.refunds,
    row.refundsToldByOthers,
    row.paidAt,
    row.fulfilledAt,
    Number(row.isCancelled),
    Number(row.isRefundedWhole),
    row.amountMinor,
    row.amountTenantMinor,
    row.tellerVersion ?? row.version,
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
  'lines',
  'store_id',
  'refunds',
  'refunds_told_by_others',
  'paid_at',
  'fulfilled_at',
  'is_cancelled',
  'is_refunded_whole',
  'amount_minor',
  'amount_tenant_minor',
] as const
const customerPlace = columns.indexOf('customer_id')
const tellerVersionPlace = columns.length

/**
 * Who tells of an order that somebody else tells of too: the row alone does not know them all. '' stands for nobody.
 * Kept for the day on which the row has to be made again.
 */
const noteTellers = `insert into order_teller (tenant_id, order_key, teller_id)
  select ?1, customer_order.order_key, teller.value from json_each(?2) as told
  cross join customer_order on customer_order.tenant_id = ?1 and customer_order.order_key = told.value ->> 0
  cross join json_each(json_array(coalesce(customer_order.customer_id, ''), coalesce(told.value ->> 1, ''))) as teller
  where customer_order.customer_id is not told.value ->> 1 on conflict do nothing`

/** The same for several who tell of one order at once, before it has a row. */
function tellersTogether(tenantId: string, orders: readonly CustomerOrderRow[]): SqlStatement[] {
  const tellers = new Map<string, Set<string>>()
  for (const { orderKey, customerId } of orders) {
    const ofOrder = tellers.get(orderKey)
    if (ofOrder === undefined) tellers.set(orderKey, new Set([customerId ?? '']))
    else ofOrder.add(customerId ?? '')
  }
  const rows = [...tellers].flatMap(([orderKey, ofOrder]) =>
    ofOrder.size < 2 ? [] : [...ofOrder].map((tellerId) => [orderKey, tellerId]),
  )
  return jsonChunks(rows).map((chunk) => ({
    text: `insert into order_teller (tenant_id, order_key, teller_id)
           select ?1, value ->> 0, value ->> 1 from json_each(?2) where true on conflict do nothing`,
    values: [tenantId, chunk],
  }))
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
  else (excluded.version, excluded.customer_id) > (customer_order.version, customer_order.customer_id) end`
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
  lines: eitherOf(hasBetterContent, 'lines'),
  store_id: eitherOf(hasBetterContent, 'store_id'),
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
  select ?1, ${columns.map((_, place) => `told_row ->> ${place}`).join(', ')} from told
  where not exists (select 1 from withdrawn_teller where withdrawn_teller.tenant_id = ?1
    and withdrawn_teller.teller_id = coalesce(told_row ->> ${customerPlace}, 'guest:' || (told_row ->> 0))
    and withdrawn_teller.version > told_row ->> ${tellerVersionPlace})
  on conflict do update set ${Object.entries(joined)
    .map(([column, value]) => `${column} = ${value}`)
    .join(', ')}
  where excluded.customer_id is not customer_order.customer_id or excluded.version > customer_order.version`
