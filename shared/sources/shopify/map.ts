import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapCart } from './map-cart.ts'
import { mapCheckout } from './map-checkout.ts'
import { mapConsentUpdate } from './map-consent.ts'
import { mapCustomer, mapDeletedCustomer } from './map-customer.ts'
import { mapCustomerMerge } from './map-customer-merge.ts'
import { mapOrder } from './map-order.ts'
import { mapDeletedProduct, mapProduct } from './map-product.ts'
import { mapRefund } from './map-refund.ts'
import { mapPrivacyRequest, mapUninstalled } from './map-shop.ts'
import { mapDeletedLocation, mapInventoryLevel, mapLocation } from './map-stock.ts'
import type { ShopifyRecord } from './record.ts'

/** Each subject's own mapping. */
export function mapShopify(
  record: ShopifyRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (record.about) {
    case 'order':
      return mapOrder(record.order, record.topics, context, record.moments)
    case 'refund': {
      const refunded = mapRefund(record.refund, record.orderId, '', context)
      return refunded.ok ? succeed(refunded.value === null ? [] : [refunded.value]) : refunded
    }
    case 'customer':
      return succeed([mapCustomer(record.customer, context)])
    case 'deleted-customer':
      return succeed([mapDeletedCustomer(record.customer, record.triggeredAt, context)])
    case 'customer-merge':
      return mapCustomerMerge(record.merge, record.triggeredAt, context)
    case 'consent':
      return mapConsentUpdate(record.topic, record.update, record.triggeredAt, context)
    case 'checkout':
      return mapCheckout(record.topic, record.checkout, context)
    case 'cart':
      return mapCart(record.cart, context)
    case 'product':
      return mapProduct(record.product, context)
    case 'deleted-product':
      return succeed([mapDeletedProduct(record.product, record.triggeredAt, context)])
    case 'inventory-level':
      return succeed(mapInventoryLevel(record.topic, record.level, record.triggeredAt, context))
    case 'location':
      return succeed([mapLocation(record.location, context)])
    case 'deleted-location':
      return succeed([mapDeletedLocation(record.location, record.triggeredAt, context)])
    case 'uninstalled':
      return succeed([mapUninstalled(record.shop, record.triggeredAt, context)])
    case 'privacy-request':
      return succeed([mapPrivacyRequest(record.topic, record.request, record.triggeredAt, context)])
  }
}
