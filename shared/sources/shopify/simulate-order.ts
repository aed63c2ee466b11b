import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { currency, decimal, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening } from '../../simulators/simulator.ts'
import { cartToken } from './simulate-basket.ts'
import { simulatedAddress, simulatedCustomer } from './simulate-customer.ts'
import { simulatedItem } from './simulate-shop.ts'

function orderId({ number }: Purchase): number {
  return 5_900_000_000_000 + number
}

function lineId({ number }: Purchase, index: number): number {
  return 14_600_000_000_000 + number * 10 + index
}

/** The same amount in the shop's currency and in the buyer's. */
function moneySet(amountMinor: number): JsonObject {
  const money = { amount: decimal(amountMinor), currency_code: currency }
  return { shop_money: money, presentment_money: { ...money } }
}

/** The order as it is when it has come to a topic's step. */
export function simulatedOrder(happening: Happening): JsonObject {
  const { topic, step, purchase, atMs } = happening
  const { shopper, goodsMinor, shippingMinor } = purchase
  const id = orderId(purchase)
  const isCancelled = topic === 'orders/cancelled'
  const placedAt = toIso(purchase.placedAtMs)
  const total = decimal(goodsMinor + shippingMinor)
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${purchase.number % 100_000}`,
    order_number: purchase.number % 100_000,
    confirmed: true,
    test: false,
    email: shopper.email,
    contact_email: shopper.email,
    phone: null,
    created_at: placedAt,
    processed_at: placedAt,
    updated_at: toIso(atMs),
    cancelled_at: isCancelled ? toIso(atMs) : null,
    cancel_reason: isCancelled ? 'customer' : null,
    currency,
    presentment_currency: currency,
    subtotal_price: decimal(goodsMinor),
    total_price: total,
    current_total_price: total,
    total_tax: decimal(purchase.goodsTaxMinor + purchase.shippingTaxMinor),
    total_discounts: '0.00',
    taxes_included: true,
    total_shipping_price_set: moneySet(shippingMinor),
    financial_status: step === 'placed' ? 'pending' : 'paid',
    fulfillment_status: step === 'fulfilled' ? 'fulfilled' : null,
    source_name: 'web',
    cart_token: cartToken(purchase.number),
    buyer_accepts_marketing: purchase.anyNumber < 50,
    landing_site: '/collections/all?utm_source=simulator',
    referring_site: '',
    tags: '',
    discount_codes: [],
    note_attributes: [{ name: 'anonymous_id', value: shopper.visitorId }],
    customer: simulatedCustomer({ purchase, atMs: purchase.placedAtMs }),
    billing_address: simulatedAddress(shopper),
    line_items: purchase.lines.map(({ product, quantity }, index) => ({
      ...simulatedItem(product, quantity),
      id: lineId(purchase, index),
      admin_graphql_api_id: `gid://shopify/LineItem/${lineId(purchase, index)}`,
      name: product.name,
      total_discount: '0.00',
      discount_allocations: [],
    })),
    shipping_lines: [
      { title: 'Standard', price: decimal(shippingMinor), discounted_price: decimal(shippingMinor) },
    ],
    refunds: [],
  }
}

/** The first line of the order given back. */
export function simulatedRefund({ purchase, atMs }: Happening): JsonObject {
  const { amountMinor, taxMinor, quantity } = returnedLine(purchase)
  const id = 929_000_000_000 + purchase.number
  const moment = toIso(atMs)
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_id: orderId(purchase),
    created_at: moment,
    processed_at: moment,
    note: null,
    restock: true,
    order_adjustments: [],
    refund_line_items: [
      {
        id,
        line_item_id: lineId(purchase, 0),
        quantity,
        restock_type: 'return',
        subtotal: Number(decimal(amountMinor)),
        subtotal_set: moneySet(amountMinor),
        total_tax: Number(decimal(taxMinor)),
        total_tax_set: moneySet(taxMinor),
      },
    ],
    transactions: [
      {
        id,
        order_id: orderId(purchase),
        kind: 'refund',
        status: 'success',
        gateway: 'shopify_payments',
        amount: decimal(amountMinor),
        currency,
        created_at: moment,
        processed_at: moment,
        test: false,
      },
    ],
  }
}
