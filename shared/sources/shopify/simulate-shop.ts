import type { JsonObject } from '../../kernel/json.ts'
import { dayMs, toIso } from '../../kernel/time.ts'
import { decimal, type Product, returnedLine } from '../../simulators/shop.ts'
import type { Happening } from '../../simulators/simulator.ts'

export const shopDomain = 'simulated-shop.myshopify.com'
export const shopNumber = 548_390_001
const vendor = 'Simulated shop'

export function productIds({ number }: Product): { productId: number; variantId: number; itemId: number } {
  return { productId: 8_000_000 + number, variantId: 9_000_000 + number, itemId: 39_000_000 + number }
}

/** How a line of an order, a cart or a checkout names its product. */
export function simulatedItem(product: Product, quantity: number): JsonObject {
  const { productId, variantId } = productIds(product)
  return {
    product_id: productId,
    variant_id: variantId,
    sku: product.sku,
    title: product.name,
    vendor,
    product_type: product.category,
    quantity,
    price: decimal(product.priceMinor),
  }
}

export function simulatedProduct({ purchase, atMs }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  const { productId, variantId, itemId } = productIds(product)
  const madeAt = toIso(atMs - dayMs)
  return {
    id: productId,
    admin_graphql_api_id: `gid://shopify/Product/${productId}`,
    title: product.name,
    body_html: null,
    vendor,
    product_type: product.category,
    handle: product.sku.toLowerCase(),
    status: 'active',
    created_at: madeAt,
    published_at: madeAt,
    updated_at: toIso(atMs),
    tags: '',
    variants: [
      {
        id: variantId,
        admin_graphql_api_id: `gid://shopify/ProductVariant/${variantId}`,
        product_id: productId,
        title: 'Default Title',
        sku: product.sku,
        price: decimal(product.priceMinor),
        inventory_item_id: itemId,
        inventory_quantity: purchase.anyNumber,
        position: 1,
        created_at: madeAt,
        updated_at: toIso(atMs),
      },
    ],
    images: [],
    image: null,
  }
}

export function simulatedLevel({ purchase, atMs }: Happening): JsonObject {
  const { itemId } = productIds(returnedLine(purchase).product)
  const { number } = purchase.store
  return {
    inventory_item_id: itemId,
    location_id: number,
    available: purchase.anyNumber,
    updated_at: toIso(atMs),
    admin_graphql_api_id: `gid://shopify/InventoryLevel/${number}?inventory_item_id=${itemId}`,
  }
}

export function simulatedLocation({ purchase, atMs }: Happening): JsonObject {
  const { number, name, city } = purchase.store
  return {
    id: number,
    admin_graphql_api_id: `gid://shopify/Location/${number}`,
    name,
    address1: '1 Quay Lane',
    city,
    country: 'GB',
    country_code: 'GB',
    country_name: 'United Kingdom',
    created_at: toIso(atMs - dayMs),
    updated_at: toIso(atMs),
    legacy: false,
    active: true,
  }
}

/** What app/uninstalled delivers: the shop. */
export function simulatedShop(): JsonObject {
  return {
    id: shopNumber,
    name: vendor,
    email: 'owner@simulated.example',
    domain: null,
    country: 'GB',
    currency: 'GBP',
    iana_timezone: 'Europe/London',
    plan_name: 'basic',
    myshopify_domain: shopDomain,
  }
}
