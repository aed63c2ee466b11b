import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapCoupon } from './map-coupon.ts'
import { mapCustomer } from './map-customer.ts'
import { mapDeletion } from './map-deletion.ts'
import { mapOrder } from './map-order.ts'
import { mapProduct } from './map-product.ts'
import type { WoocommerceRecord } from './parse.ts'

/**
 * Each thing's own mapping. The topic plays no part: "created" and "updated" often deliver the same version of a thing,
 * and reading it from the REST API says neither.
 */
export function mapWoocommerce(
  record: WoocommerceRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (record.kind) {
    case 'order':
      return mapOrder(record.order, context)
    case 'customer':
      return mapCustomer(record.customer, context)
    case 'product':
      return mapProduct(record.product, context)
    case 'coupon':
      return mapCoupon(record.coupon, context)
    case 'deleted':
      return mapDeletion(record.resource, record.id, context)
    case 'unreadable':
      return { ok: false, failure: record.failure }
  }
}
