import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import { parseMoment } from './moment.ts'
import type { MagentoOrder } from './order.ts'

/** What an order's fields say, read. Amounts are minor units of the shop's base currency. */
export interface OrderContent {
  readonly createdAt: number
  readonly updatedAt: number
  readonly amounts: Pick<OrderChange, 'lines' | 'totalMinor' | 'taxMinor' | 'shippingMinor' | 'discountMinor'>
  readonly paidMinor: number
  readonly refundedMinor: number
}

/** Reads dates and amounts. Fails with `invalid-order` and every field that is neither. */
export function readOrderContent(order: MagentoOrder): Result<OrderContent, MappingFailure> {
  const currency = order.base_currency_code
  if (minorUnitDigits(currency) === undefined) {
    return refuse('invalid-order', [
      { pointer: '/base_currency_code', detail: `${currency} is not a currency code` },
    ])
  }
  const errors: FieldError[] = []
  const amount = (pointer: string, value: string | number | null | undefined) => {
    const read = toMinorUnits(value ?? 0, currency)
    if (!read.ok) errors.push({ pointer, detail: read.failure.message })
    return read.ok ? read.value : 0
  }
  const createdAt = parseMoment(order.created_at)
  if (createdAt === undefined) errors.push({ pointer: '/created_at', detail: 'is not a moment' })
  const updatedAt = order.updated_at ? parseMoment(order.updated_at) : createdAt
  if (updatedAt === undefined && createdAt !== undefined) {
    errors.push({ pointer: '/updated_at', detail: 'is not a moment' })
  }
  const lines: OrderLine[] = []
  for (const [index, item] of order.items.entries()) {
    // The chosen variant of a configurable product, or a part of a bundle: what it costs is in its parent's line.
    if (textOf(item.parent_item_id) !== undefined) continue
    const parts = order.items.filter(({ parent_item_id }) => String(parent_item_id) === String(item.item_id))
    const discountMinor = [item, ...parts]
      .map((part) =>
        Math.abs(
          amount(`/items/${order.items.indexOf(part)}/base_discount_amount`, part.base_discount_amount),
        ),
      )
      .reduce((sum, partMinor) => sum + partMinor, 0)
    const pointer = `/items/${index}`
    const name = textOf(item.name)
    const sku = textOf(item.sku)
    const quantity = Number(item.qty_ordered)
    if (!Number.isFinite(quantity))
      errors.push({ pointer: `${pointer}/qty_ordered`, detail: 'is not a number' })
    lines.push({
      lineId: String(item.item_id),
      productId: textOf(item.product_id) ?? sku ?? String(item.item_id),
      ...(name !== undefined && { name }),
      ...(sku !== undefined && { sku }),
      quantity,
      amountMinor: amount(`${pointer}/base_row_total`, item.base_row_total) - discountMinor,
    })
  }
  const amounts = {
    lines,
    totalMinor: amount('/base_grand_total', order.base_grand_total),
    taxMinor: amount('/base_tax_amount', order.base_tax_amount),
    shippingMinor: amount('/base_shipping_amount', order.base_shipping_amount),
    // Negative in an order.
    discountMinor: Math.abs(amount('/base_discount_amount', order.base_discount_amount)),
  }
  const paidMinor = amount('/base_total_paid', order.base_total_paid)
  const refundedMinor = Math.abs(amount('/base_total_refunded', order.base_total_refunded))
  if (errors.length > 0 || createdAt === undefined || updatedAt === undefined) {
    return refuse('invalid-order', errors)
  }
  return succeed({ createdAt, updatedAt, amounts, paidMinor, refundedMinor })
}
