import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import { minorUnitDigits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapLineItem } from './map-line-item.ts'
import { readOrderMoney } from './map-order-money.ts'
import type { ShopifyOrder } from './order.ts'
import { exactId } from './resource.ts'

/** An order read, with what its events have in common. */
export interface OrderStatement {
  readonly order: ShopifyOrder
  readonly context: MappingContext
  readonly orderId: string
  readonly placedAt: number
  readonly updatedAt: number
  readonly content: Omit<OrderChange, 'orderId' | 'change' | 'placedAt'>
}

/** Reads what all events of an order need. Fails with `invalid-order`, with a pointer to each wrong field. */
export function readOrderStatement(
  order: ShopifyOrder,
  context: MappingContext,
): Result<OrderStatement, MappingFailure> {
  const errors: FieldError[] = []
  const placed = order.processed_at ? 'processed_at' : 'created_at'
  const placedAt = momentAt(`/${placed}`, order[placed], errors)
  const updatedAt = order.updated_at ? momentAt('/updated_at', order.updated_at, errors) : placedAt
  if (minorUnitDigits(order.currency) === undefined) {
    errors.push({ pointer: '/currency', detail: `${order.currency} is not a currency code` })
    return refuse('invalid-order', errors)
  }
  const { totalMinor, taxMinor, shippingMinor, discountMinor } = readOrderMoney(order, errors)
  const lines: OrderLine[] = order.line_items
    .map((item, index) => mapLineItem(item, order.currency, `/line_items/${index}`, errors))
    .filter((line) => line !== undefined)
  if (errors.length > 0 || placedAt === undefined || updatedAt === undefined) {
    return refuse('invalid-order', errors)
  }
  const orderId = exactId(order)
  const content: OrderStatement['content'] = {
    kind: 'order',
    currency: order.currency,
    lines,
    linesAre: 'all',
    totalMinor,
    ...(taxMinor !== null && { taxMinor }),
    ...(shippingMinor !== null && { shippingMinor }),
    ...(discountMinor !== null && { discountMinor }),
    ...(order.location_id != null && { storeId: String(order.location_id) }),
  }
  return succeed({ order, context, orderId, placedAt, updatedAt, content })
}

function momentAt(pointer: string, moment: string | null | undefined, errors: FieldError[]) {
  const atMs = parseIso(moment ?? '')
  if (atMs === undefined) errors.push({ pointer, detail: 'is not an ISO 8601 moment' })
  return atMs
}
