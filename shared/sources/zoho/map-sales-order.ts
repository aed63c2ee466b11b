import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso, secondMs, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { primaryPerson } from './map-contact.ts'
import type { ZohoSalesOrder } from './sales-order.ts'

/** Not agreed upon yet: nothing is sold. */
const openStatuses: ReadonlySet<string> = new Set(['draft', 'pending_approval', 'approved', 'rejected'])
const fulfilledStatuses: ReadonlySet<string> = new Set(['shipped', 'fulfilled'])

const eventNames = {
  placed: 'Order Completed',
  updated: 'Order Updated',
  fulfilled: 'Order Fulfilled',
  cancelled: 'Order Cancelled',
} as const

/** Zoho saves a new order once more when it is confirmed. */
const sameChangeMs = 2 * secondMs

/**
 * One version of a sales order as what it tells of the order's life; nothing before it is confirmed. Fails with
 * `invalid-order`.
 */
export function mapSalesOrder(
  order: ZohoSalesOrder,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const currency = order.currency_code
  if (minorUnitDigits(currency) === undefined) {
    return refuse('invalid-order', [
      { pointer: '/currency_code', detail: `${currency} is not a currency code` },
    ])
  }
  const errors: FieldError[] = []
  const whole = readAmounts(order, errors)
  const createdAt = parseIso(order.created_time)
  if (createdAt === undefined) errors.push({ pointer: '/created_time', detail: 'is not an ISO 8601 moment' })
  const changedAt = order.last_modified_time ? parseIso(order.last_modified_time) : createdAt
  if (changedAt === undefined && createdAt !== undefined) {
    errors.push({ pointer: '/last_modified_time', detail: 'is not an ISO 8601 moment' })
  }
  if (errors.length > 0 || createdAt === undefined || changedAt === undefined) {
    return refuse('invalid-order', errors)
  }
  if (openStatuses.has(order.status)) return succeed([])

  const orderId = String(order.salesorder_id)
  const properties = filledIn({
    order_name: textOf(order.salesorder_number),
    reference_number: textOf(order.reference_number),
  })
  const tell = (
    id: string,
    change: keyof typeof eventNames,
    occurredAt: number,
    told: Pick<OrderChange, 'lines' | 'linesAre'> & Partial<OrderChange>,
    said: Pick<CanonicalEvent, 'properties'> = {},
  ) =>
    withContentId(`salesorder:${orderId}:${id}`, {
      source: context.source,
      kind: 'track',
      name: eventNames[change],
      channel: 'other',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: mapBuyer(order, context.source),
      ...said,
      order: { orderId, change, placedAt: createdAt, kind: 'order', currency, ...told },
    })
  const version = toIso(changedAt)
  if (order.status === 'void') {
    return succeed([tell(`cancelled:${version}`, 'cancelled', changedAt, { lines: [], linesAre: 'part' })])
  }
  const events = [tell('placed', 'placed', createdAt, whole, { properties })]
  if (changedAt > createdAt + sameChangeMs) {
    const said = { properties: { ...properties, status: order.status } }
    events.push(tell(`updated:${version}`, 'updated', changedAt, whole, said))
  }
  if (fulfilledStatuses.has(order.status)) {
    events.push(tell('fulfilled', 'fulfilled', changedAt, { lines: [], linesAre: 'part' }))
  }
  return succeed(events)
}

function readAmounts(order: ZohoSalesOrder, errors: FieldError[]) {
  const amount = (pointer: string, value: string | number | null | undefined) => {
    const read = toMinorUnits(value ?? 0, order.currency_code)
    if (!read.ok) errors.push({ pointer, detail: read.failure.message })
    return read.ok ? read.value : 0
  }
  const lines = order.line_items.map((item, index): OrderLine => {
    const name = textOf(item.name)
    const sku = textOf(item.sku)
    return {
      lineId: String(item.line_item_id),
      productId: textOf(item.item_id) ?? sku ?? name ?? String(item.line_item_id),
      ...(name !== undefined && { name }),
      ...(sku !== undefined && { sku }),
      quantity: item.quantity,
      amountMinor: amount(`/line_items/${index}/item_total`, item.item_total),
    }
  })
  return {
    lines,
    linesAre: 'all' as const,
    totalMinor: amount('/total', order.total),
    taxMinor: amount('/tax_total', order.tax_total),
    shippingMinor: amount('/shipping_charge', order.shipping_charge),
    discountMinor: amount('/discount_amount', order.discount_amount),
  }
}

function mapBuyer(order: ZohoSalesOrder, scope: string): Identifier[] {
  const person = primaryPerson(order.contact_person_details)
  const phone = textOf(person?.mobile)
  const email = textOf(person?.email)
  const identifiers: Identifier[] = []
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  identifiers.push({ type: 'external_id', value: String(order.customer_id), scope })
  return identifiers
}
