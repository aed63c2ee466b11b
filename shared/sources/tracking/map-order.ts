import type { OrderChange } from '../../events/order-change.ts'
import { type Json, type JsonObject, textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import { mapProducts } from './map-products.ts'

/** The order events of the e-commerce specification, with both spellings of cancelled. */
export const orderChanges: ReadonlyMap<string, OrderChange['change']> = new Map([
  ['Order Completed', 'placed'],
  ['Order Updated', 'updated'],
  ['Order Cancelled', 'cancelled'],
  ['Order Canceled', 'cancelled'],
  ['Order Refunded', 'refunded'],
])

/**
 * What an order event says about its order. The total is `total`, else `revenue` (or `subtotal`) with `tax` and
 * `shipping`, else what the lines add up to.
 *
 * A refund gives back `total` and so on, or, when it names no amount at all, the whole order: then `refund` is left
 * out. Its products are those given back, so it says nothing about the order's own lines; nor does a cancellation
 * without products.
 *
 * Fails with `invalid-order`; pointers start at the call.
 */
export function mapTrackedOrder(
  change: OrderChange['change'],
  properties: JsonObject,
  eventId: string,
  defaultCurrency: string,
): Result<OrderChange, MappingFailure> {
  const errors: FieldError[] = []
  const orderId = textOf(properties.order_id)
  if (orderId === undefined) errors.push({ pointer: '/properties/order_id', detail: 'is missing' })
  const currency =
    properties.currency == null ? defaultCurrency : (textOf(properties.currency)?.toUpperCase() ?? '')
  if (minorUnitDigits(currency) === undefined) {
    errors.push({ pointer: '/properties/currency', detail: 'is not a currency code' })
    return refuse('invalid-order', errors)
  }

  const totalMinor = readTotal(properties, currency, errors)
  const lines = mapProducts(properties.products, currency, totalMinor !== undefined, errors)
  const isSale = change === 'placed' || change === 'updated'
  if (isSale && totalMinor === undefined && lines.length === 0 && errors.length === 0) {
    errors.push({ pointer: '/properties/total', detail: 'is missing, and so are revenue and products' })
  }
  const linesMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
  if (!Number.isSafeInteger(linesMinor) || !Number.isSafeInteger(totalMinor ?? 0)) {
    errors.push({ pointer: '/properties', detail: 'has amounts that add up to too much' })
  }
  if (errors.length > 0 || orderId === undefined) return refuse('invalid-order', errors)

  const order: OrderChange = { orderId, change, kind: 'order', currency, lines, linesAre: 'all' }
  if (change === 'refunded') {
    order.lines = []
    order.linesAre = 'part'
    const refundMinor = totalMinor ?? (lines.length > 0 ? linesMinor : undefined)
    if (refundMinor !== undefined) {
      // Some shops write what goes back as a negative amount.
      order.refund = { refundId: textOf(properties.refund_id) ?? eventId, amountMinor: Math.abs(refundMinor) }
    }
    return succeed(order)
  }
  if (totalMinor !== undefined) order.totalMinor = totalMinor
  if (!isSale && lines.length === 0) order.linesAre = 'part'
  return succeed(order)
}

/** The properties that are not in the order itself. */
export function withoutOrderFields(properties: JsonObject): JsonObject {
  const { order_id, currency, total, revenue, products, ...rest } = properties
  return rest
}

function readTotal(properties: JsonObject, currency: string, errors: FieldError[]): number | undefined {
  const amountAt = (name: string) => readAmount(properties[name], `/properties/${name}`, currency, errors)
  const total = amountAt('total')
  if (total !== undefined) return total
  const revenue = amountAt('revenue') ?? amountAt('subtotal')
  return revenue === undefined ? undefined : revenue + (amountAt('tax') ?? 0) + (amountAt('shipping') ?? 0)
}

function readAmount(
  value: Json | undefined,
  pointer: string,
  currency: string,
  errors: FieldError[],
): number | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const amount = toMinorUnits(textOf(value) ?? '', currency)
  if (amount.ok) return amount.value
  errors.push({
    pointer,
    detail: amount.failure.kind === 'amount-too-large' ? 'is too large' : 'is not an amount',
  })
  return undefined
}
