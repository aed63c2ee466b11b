import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import { parseGmt } from './gmt.ts'
import type { WoocommerceLineItem, WoocommerceOrder } from './order.ts'

/** What an order's fields say, read: its moments, what it is made of, and what was given back. */
export interface OrderContent {
  readonly orderId: string
  readonly currency: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly paidAt: number | undefined
  readonly completedAt: number | undefined
  readonly amounts: OrderAmounts
  readonly refunds: readonly NonNullable<OrderChange['refund']>[]
}

type OrderAmounts = Pick<OrderChange, 'lines' | 'totalMinor' | 'taxMinor' | 'shippingMinor' | 'discountMinor'>

/** Reads dates and amounts. Fails with `invalid-order` and every field that is neither. */
export function readOrderContent(order: WoocommerceOrder): Result<OrderContent, MappingFailure> {
  const { currency } = order
  if (minorUnitDigits(currency) === undefined) {
    return refuse('invalid-order', [{ pointer: '/currency', detail: `${currency} is not a currency code` }])
  }
  const errors: FieldError[] = []
  const date = (field: 'date_created_gmt' | 'date_modified_gmt' | 'date_paid_gmt' | 'date_completed_gmt') => {
    const moment = parseGmt(order[field])
    if (order[field] && moment === undefined) errors.push({ pointer: `/${field}`, detail: 'is not a moment' })
    return moment
  }
  const amount = (pointer: string, value: string | number | null | undefined) => {
    const read = toMinorUnits(value ?? 0, currency)
    if (!read.ok) errors.push({ pointer, detail: read.failure.message })
    return read.ok ? read.value : 0
  }
  // Where prices hold the tax, an amount without it is not what anybody saw.
  const tax = (pointer: string, value: string | number | null | undefined) =>
    order.prices_include_tax ? amount(pointer, value) : 0
  const lineOf = (item: WoocommerceLineItem, index: number): OrderLine => {
    const name = textOf(item.name)
    const sku = textOf(item.sku)
    const pointer = `/line_items/${index}`
    const quantity = Number(item.quantity)
    if (!Number.isFinite(quantity)) errors.push({ pointer: `${pointer}/quantity`, detail: 'is not a number' })
    return {
      lineId: String(item.id),
      productId: productIdOf(item),
      ...(name !== undefined && { name }),
      ...(sku !== undefined && { sku }),
      quantity,
      amountMinor: amount(`${pointer}/total`, item.total) + tax(`${pointer}/total_tax`, item.total_tax),
    }
  }

  const createdAt = date('date_created_gmt')
  if (createdAt === undefined && !order.date_created_gmt) {
    errors.push({ pointer: '/date_created_gmt', detail: 'is missing' })
  }
  const modifiedAt = date('date_modified_gmt') ?? createdAt
  const paidAt = date('date_paid_gmt')
  const completedAt = date('date_completed_gmt')
  const amounts = {
    lines: order.line_items.map(lineOf),
    totalMinor: amount('/total', order.total),
    taxMinor: amount('/total_tax', order.total_tax),
    shippingMinor: amount('/shipping_total', order.shipping_total) + tax('/shipping_tax', order.shipping_tax),
    discountMinor: amount('/discount_total', order.discount_total) + tax('/discount_tax', order.discount_tax),
  }
  const refunds = (order.refunds ?? []).map(({ id, total }, index) => ({
    refundId: String(id),
    amountMinor: Math.abs(amount(`/refunds/${index}/total`, total)),
  }))
  if (errors.length > 0 || createdAt === undefined || modifiedAt === undefined) {
    return refuse('invalid-order', errors)
  }
  return succeed({
    orderId: String(order.id),
    currency,
    createdAt,
    modifiedAt,
    paidAt,
    completedAt,
    amounts,
    refunds,
  })
}

/** The product as the catalogue names it; 0 is one that was deleted since, or was never in it. */
function productIdOf({ product_id, variation_id, sku, name, id }: WoocommerceLineItem): string {
  const known = [product_id, variation_id].map(textOf).find((found) => found !== undefined && found !== '0')
  return known ?? textOf(sku) ?? textOf(name) ?? String(id)
}
