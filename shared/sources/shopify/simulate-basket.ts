import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedHex } from '../../simulators/named-ids.ts'
import { decimal } from '../../simulators/shop.ts'
import type { Happening } from '../../simulators/simulator.ts'
import { simulatedItem } from './simulate-shop.ts'

export function cartToken(number: number): string {
  return namedHex(`shopify-cart:${number}`, 32)
}

export function simulatedCart({ purchase, atMs }: Happening): JsonObject {
  const token = cartToken(purchase.number)
  return {
    id: token,
    token,
    line_items: purchase.lines.map(({ product, quantity }) => simulatedItem(product, quantity)),
    note: null,
    created_at: toIso(purchase.placedAtMs),
    updated_at: toIso(atMs),
    attributes: { anonymous_id: purchase.shopper.visitorId },
  }
}

export function simulatedCheckout({ purchase, atMs }: Happening): JsonObject {
  const token = namedHex(`shopify-checkout:${purchase.number}`, 32)
  const goods = decimal(purchase.goodsMinor)
  return {
    id: 37_000_000_000_000 + purchase.number,
    token,
    cart_token: cartToken(purchase.number),
    email: purchase.shopper.email,
    phone: null,
    created_at: toIso(purchase.placedAtMs),
    updated_at: toIso(atMs),
    completed_at: null,
    currency: 'GBP',
    presentment_currency: 'GBP',
    source_name: 'web',
    taxes_included: true,
    discount_codes: [],
    note_attributes: [{ name: 'anonymous_id', value: purchase.shopper.visitorId }],
    line_items: purchase.lines.map(({ product, quantity }) => simulatedItem(product, quantity)),
    total_line_items_price: goods,
    subtotal_price: goods,
    total_price: goods,
    total_tax: decimal(purchase.goodsTaxMinor),
    total_discounts: '0.00',
  }
}
