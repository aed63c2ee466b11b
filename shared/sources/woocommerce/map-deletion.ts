import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { minuteMs, toIso } from '../../kernel/time.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { billOf } from './map-buyer.ts'
import type { WoocommerceResource } from './parse.ts'
import { woocommerceSettings } from './settings.ts'

/**
 * That a thing is gone, of which WooCommerce tells nothing but the number. Its minute is part of the id: two webhooks
 * tell of one deletion at once, and what was restored can be deleted again. A deleted order is no sale any more.
 */
export function mapDeletion(
  resource: WoocommerceResource,
  id: string,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const minute = toIso(Math.floor(context.receivedAtMs / minuteMs) * minuteMs)
  return succeed([
    {
      id: `${resource}:${id}:deleted:${minute}`,
      source: context.source,
      kind: 'track',
      channel: 'other',
      occurredAt: context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      ...whatIsGone(resource, id, context),
    },
  ])
}

function whatIsGone(
  resource: WoocommerceResource,
  id: string,
  { source, settings, defaultCurrency }: MappingContext,
): Pick<CanonicalEvent, 'name' | 'identifiers' | 'order' | 'catalogue' | 'properties'> {
  switch (resource) {
    case 'order':
      return {
        name: 'Order Deleted',
        identifiers: [billOf(id, source)],
        order: {
          orderId: id,
          change: 'cancelled',
          kind: 'order',
          // Nothing is counted by it: the order's own currency is told by its other events.
          currency: woocommerceSettings(settings).currency ?? defaultCurrency,
          lines: [],
          linesAre: 'part',
        },
      }
    case 'customer':
      return {
        name: 'Customer Deleted',
        identifiers: [{ type: 'external_id', value: id, scope: source }],
        properties: { customer_id: id },
      }
    case 'product':
      return {
        name: 'Product Deleted',
        identifiers: [],
        catalogue: { products: [{ productId: id, isDeleted: true }] },
      }
    case 'coupon':
      return { name: 'Coupon Deleted', identifiers: [], properties: { coupon_id: id } }
  }
}
