import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapSale } from './map-sale.ts'
import { mapUnpaidOrder } from './map-unpaid-order.ts'
import type { WoocommerceOrder } from './order.ts'
import { readOrderContent } from './order-content.ts'
import { woocommerceSettings } from './settings.ts'

/** Statuses in which nothing is sold: not paid yet, or the payment did not go through. */
const openStatuses: ReadonlySet<string> = new Set([
  'pending',
  'failed',
  'checkout-draft',
  'auto-draft',
  'draft',
])

/**
 * One version of an order: a sale, or a checkout that has not become one. Statuses that nobody knows are a plugin's
 * ("shipped", "backordered") and count as sales, unless the connection's settings say otherwise. Fails with
 * `invalid-order`.
 */
export function mapOrder(
  order: WoocommerceOrder,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const content = readOrderContent(order)
  if (!content.ok) return content
  const { unpaidStatuses } = woocommerceSettings(context.settings)
  const isOpen = openStatuses.has(order.status) || unpaidStatuses.includes(order.status)
  return succeed(
    isOpen && content.value.paidAt === undefined
      ? [mapUnpaidOrder(order, content.value, context)]
      : mapSale(order, content.value, isOpen, context),
  )
}
