import type { OrderChange } from '../../events/order-change.ts'
import { type Json, type JsonObject, textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapProducts } from './map-products.ts'
import { type TrackingSettings, trackingSettings } from './settings.ts'

/** The order events of the e-commerce specification, with both spellings of cancelled, and two of our own. */
export const orderChanges: ReadonlyMap<string, OrderChange['change']> = new Map([
  ['Order Completed', 'placed'],
  ['Order Updated', 'updated'],
  ['Order Paid', 'paid'],
  ['Order Fulfilled', 'fulfilled'],
  ['Order Cancelled', 'cancelled'],
  ['Order Canceled', 'cancelled'],
  ['Order Refunded', 'refunded'],
])

/** Parts of the total, where they are found among the properties. */
const totalParts = [
  ['taxMinor', 'tax'],
  ['shippingMinor', 'shipping'],
  ['discountMinor', 'discount'],
] as const

/**
 * What an order event says about its order. The total is `total`, else `revenue` (or `subtotal`) with `tax` and
 * `shipping`, else what the lines add up to.
 *
 * A refund gives back `total` and so on, or, when it names no amount at all, the whole order: then `refund` is left
 * out. Its products are those given back, so it says nothing about the order's own lines; nor does a cancellation,
 * payment or fulfilment without products. Tax, shipping and discount that cannot be read are left out, unless the total
 * is made of them. A till says with `store` where it was sold.
 *
 * Fails with `invalid-order`; pointers start at the call.
 */
export function mapTrackedOrder(
  change: OrderChange['change'],
  properties: JsonObject,
  eventId: string,
  mapping: Pick<MappingContext, 'defaultCurrency' | 'settings'>,
): Result<OrderChange, MappingFailure> {
  const errors: FieldError[] = []
  const { orderShop } = trackingSettings(mapping.settings)
  const orderId = readOrderId(properties.order_id, orderShop)
  if (orderId === undefined) errors.push({ pointer: '/properties/order_id', detail: 'is missing' })
  const currency =
    properties.currency == null ? mapping.defaultCurrency : (textOf(properties.currency)?.toUpperCase() ?? '')
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
  if (orderShop !== undefined) order.shop = orderShop
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
  for (const [part, name] of totalParts) {
    const amountMinor = readAmount(properties[name], '', currency, [])
    // Some shops write a discount as the negative amount that it is.
    if (amountMinor !== undefined)
      order[part] = part === 'discountMinor' ? Math.abs(amountMinor) : amountMinor
  }
  const storeId = textOf(properties.store)
  if (storeId !== undefined && storeId !== '') order.storeId = storeId
  if (!isSale && lines.length === 0) order.linesAre = 'part'
  return succeed(order)
}

/** The properties that are not in the order itself. */
export function withoutOrderFields(properties: JsonObject, order: OrderChange): JsonObject {
  const { order_id, currency, total, revenue, products, ...rest } = properties
  for (const [part, name] of totalParts) if (order[part] !== undefined) delete rest[name]
  return rest
}

/** Shopify's own scripts name an order by its address in the API; its webhooks by the number at the end of that. */
function readOrderId(value: Json | undefined, orderShop: TrackingSettings['orderShop']): string | undefined {
  const orderId = textOf(value)
  return orderShop === undefined
    ? orderId
    : (/^gid:\/\/\w+\/Order\/(\d+)/.exec(orderId ?? '')?.[1] ?? orderId)
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
