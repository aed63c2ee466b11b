import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { minorOf, type SquareMoney } from './money.ts'
import { type SquareItem, type SquareOrder, squareOrderSchema } from './order.ts'

/**
 * An order as the API has it, whole. A sale is "Order Completed", or "Order Paid" while it waits to be handed over; a
 * return is a document of its own with negative amounts, "Order Refunded"; an exchange is a sale with lines that come
 * back. None for a draft, or an order that nobody has paid for yet. Fails with `invalid-order`.
 */
export function mapOrder(fields: unknown, context: MappingContext): Result<CanonicalEvent[], MappingFailure> {
  const parsed = squareOrderSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-order', fieldErrors(parsed.error))
  const order = parsed.data
  const what = whatOf(order)
  if (what === undefined) return succeed([])
  const changedAt = changedAtOf(order)
  const storeId = textOf(order.location_id)
  return succeed([
    {
      id: `order:${order.id}:${toIso(changedAt)}`,
      source: context.source,
      kind: 'track',
      name: what.name,
      channel: /online|e-?commerce|website/i.test(order.source?.name ?? '') ? 'web' : 'pos',
      occurredAt: changedAt,
      receivedAt: context.receivedAtMs,
      identifiers: customerIdentifier(customerOf(order), context),
      properties: propertiesOf(order),
      order: {
        orderId: order.id,
        change: what.change,
        kind: what.kind,
        placedAt: order.created_at,
        currency: order.total_money.currency,
        ...(storeId !== undefined && { storeId }),
        ...(what.change === 'cancelled' ? { lines: [], linesAre: 'part' as const } : contentOf(order)),
      },
    },
  ])
}

function whatOf(order: SquareOrder):
  | {
      name: string
      change: OrderChange['change']
      kind: OrderChange['kind']
    }
  | undefined {
  const isReturn = !order.line_items?.length && Boolean(order.returns?.length)
  const kind = isReturn ? 'cancellation' : 'order'
  if (order.state === 'CANCELED') return { name: 'Order Cancelled', change: 'cancelled', kind }
  if (order.state === 'COMPLETED') {
    return { name: isReturn ? 'Order Refunded' : 'Order Completed', change: 'placed', kind }
  }
  const isPaid = Boolean(order.tenders?.length) && order.net_amount_due_money?.amount === 0
  return order.state === 'OPEN' && isPaid ? { name: 'Order Paid', change: 'paid', kind } : undefined
}

/**
 * A payment may be newer than what Square calls the order's last change. This statement is the fuller one, so it comes a
 * millisecond after the payments it knows.
 */
function changedAtOf({ created_at, updated_at, closed_at, tenders }: SquareOrder): number {
  const paid = (tenders ?? []).map((tender) => (tender.created_at ?? 0) + 1)
  return Math.max(created_at, updated_at ?? 0, closed_at ?? 0, ...paid)
}

/** Without tips, which are the staff's. */
function contentOf(
  order: SquareOrder,
): Pick<OrderChange, 'lines' | 'linesAre' | 'totalMinor' | 'taxMinor' | 'discountMinor'> {
  const net = order.net_amounts
  const amounts = {
    total: net?.total_money ?? order.total_money,
    tip: net?.tip_money ?? order.total_tip_money,
    tax: net?.tax_money ?? order.total_tax_money,
    discount: net?.discount_money ?? order.total_discount_money,
  }
  return {
    lines: [
      ...(order.line_items ?? []).map((item) => lineOf(item, item.gross_sales_money, 1)),
      ...(order.returns ?? []).flatMap(({ return_line_items: items }) =>
        (items ?? []).map((item) => lineOf(item, item.gross_return_money, -1)),
      ),
    ],
    linesAre: 'all',
    totalMinor: minorOf(amounts.total) - minorOf(amounts.tip),
    taxMinor: minorOf(amounts.tax),
    discountMinor: Math.abs(minorOf(amounts.discount)),
  }
}

/** Lines name the item's variation, which is what Square sells and counts. An amount typed in at the till has none. */
function lineOf(item: SquareItem, gross: SquareMoney | null | undefined, sign: 1 | -1): OrderLine {
  const name = itemName(item.name, item.variation_name)
  return {
    lineId: item.uid,
    productId: textOf(item.catalog_object_id) ?? name ?? textOf(item.item_type) ?? item.uid,
    ...(name !== undefined && { name }),
    quantity: sign * Number(item.quantity) + 0,
    amountMinor: sign * (minorOf(gross) - minorOf(item.total_discount_money)) + 0,
  }
}

/** "Coffee, Large"; Square calls the only variation of an item "Regular". */
export function itemName(
  name: string | null | undefined,
  variation: string | null | undefined,
): string | undefined {
  const [item, kind] = [textOf(name), textOf(variation)]
  if (item === undefined || kind === undefined || kind === 'Regular' || kind === item) return item ?? kind
  return `${item}, ${kind}`
}

/** Who bought; nobody when several people paid and the order itself names none of them. */
function customerOf({ customer_id: customerId, tenders }: SquareOrder): string | undefined {
  const payers = new Set((tenders ?? []).flatMap((tender) => textOf(tender.customer_id) ?? []))
  return textOf(customerId) ?? (payers.size === 1 ? [...payers][0] : undefined)
}

function propertiesOf(order: SquareOrder): JsonObject {
  const properties: JsonObject = { state: order.state }
  if (order.location_id != null) properties.store = order.location_id
  if (order.source?.name != null) properties.source_name = order.source.name
  const soldBy = (order.returns ?? []).flatMap(({ source_order_id: id }) => textOf(id) ?? [])
  if (soldBy.length > 0) properties.return_of = soldBy
  const methods = (order.tenders ?? []).flatMap(({ type }) => textOf(type) ?? [])
  if (methods.length > 0) properties.payment_methods = methods
  return properties
}
