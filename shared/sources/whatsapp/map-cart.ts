import type { CanonicalEvent } from '../../events/event.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { lineAmountMinor, toDecimalString } from '../../kernel/money.ts'
import type { WhatsAppMessage } from './message.ts'

type CartItems = NonNullable<WhatsAppMessage['order']>['product_items']

const maxProductsListed = 100

/**
 * The cart that a person sent from the shop's catalogue: they want to order, and nothing is paid yet. By the names of
 * Segment's e-commerce specification; `value` is there when all prices are in one currency. Undefined for any other message.
 */
export function mapCart(message: WhatsAppMessage, received: CanonicalEvent): CanonicalEvent | undefined {
  if (message.type !== 'order' || !message.order) return undefined
  const items = message.order.product_items
  const currencies = new Set(items.map(({ currency }) => currency.toUpperCase()))
  const [currency] = currencies
  const properties: JsonObject = {
    checkout_id: message.id,
    products: items.slice(0, maxProductsListed).map((item) => ({
      product_id: item.product_retailer_id.slice(0, 128),
      quantity: item.quantity,
      price: item.item_price,
    })),
  }
  if (currency !== undefined && currencies.size === 1) {
    properties.currency = currency
    const value = cartValue(items, currency)
    if (value !== undefined) properties.value = value
  }
  return {
    id: `checkout-started:${message.id}`,
    source: received.source,
    kind: 'track',
    name: 'Checkout Started',
    channel: received.channel,
    occurredAt: received.occurredAt,
    receivedAt: received.receivedAt,
    identifiers: received.identifiers,
    properties,
  }
}

/** What the cart costs in all, in whole units of the currency; undefined when that is no currency. */
function cartValue(items: CartItems, currency: string): number | undefined {
  let sumMinor = 0
  for (const { quantity, item_price } of items) {
    const line = lineAmountMinor(quantity, item_price, currency)
    if (!line.ok) return undefined
    sumMinor += line.value
  }
  return Number(toDecimalString(sumMinor, currency))
}
