import type { ShopifyCart } from './cart.ts'
import type { ShopifyCheckout } from './checkout.ts'
import type { ShopifyCustomer, ShopifyDeleted } from './customer.ts'
import type { ShopifyCustomerMerge } from './customer-merge.ts'
import type { OrderMoments, OrderTopic } from './map-order.ts'
import type { InventoryTopic } from './map-stock.ts'
import type { ConsentTopic, ConsentUpdate } from './marketing-consent.ts'
import type { ShopifyOrder } from './order.ts'
import type { ShopifyProduct } from './product.ts'
import type { ShopifyRefund } from './refund.ts'
import type { PrivacyTopic, ShopifyPrivacyRequest, ShopifyShop } from './shop.ts'
import type { ShopifyInventoryLevel, ShopifyLocation } from './stock.ts'

/** Shopify's own time of a delivery, where the body names none. */
interface Triggered {
  readonly triggeredAt: string | undefined
}

/**
 * What Shopify says about one thing, whether a webhook delivered it or the Admin API was asked. `topics` of an order: a
 * webhook has one, an order that was read may have become several things.
 */
export type ShopifyRecord =
  | {
      readonly about: 'order'
      readonly topics: readonly OrderTopic[]
      readonly order: ShopifyOrder
      readonly moments?: OrderMoments
    }
  | { readonly about: 'refund'; readonly refund: ShopifyRefund; readonly orderId: string }
  | { readonly about: 'customer'; readonly customer: ShopifyCustomer }
  | ({ readonly about: 'deleted-customer'; readonly customer: ShopifyDeleted } & Triggered)
  | ({ readonly about: 'customer-merge'; readonly merge: ShopifyCustomerMerge } & Triggered)
  | ({ readonly about: 'consent'; readonly topic: ConsentTopic; readonly update: ConsentUpdate } & Triggered)
  | {
      readonly about: 'checkout'
      readonly topic: 'checkouts/create' | 'checkouts/update'
      readonly checkout: ShopifyCheckout
    }
  | { readonly about: 'cart'; readonly cart: ShopifyCart }
  | { readonly about: 'product'; readonly product: ShopifyProduct }
  | ({ readonly about: 'deleted-product'; readonly product: ShopifyDeleted } & Triggered)
  | ({
      readonly about: 'inventory-level'
      readonly topic: InventoryTopic
      readonly level: ShopifyInventoryLevel
    } & Triggered)
  | { readonly about: 'location'; readonly location: ShopifyLocation }
  | ({ readonly about: 'deleted-location'; readonly location: ShopifyDeleted } & Triggered)
  | ({ readonly about: 'uninstalled'; readonly shop: ShopifyShop } & Triggered)
  | ({
      readonly about: 'privacy-request'
      readonly topic: PrivacyTopic
      readonly request: ShopifyPrivacyRequest
    } & Triggered)
