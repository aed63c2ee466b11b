import type { JsonObject } from '#shared/kernel/json.ts'
import { toDecimalString } from '#shared/kernel/money.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { toIso } from '#shared/kernel/time.ts'
import { shopCurrency, shopName } from './catalogue.ts'
import { drawOne } from './draw.ts'
import { firstNames, lastNames, streets, towns } from './names.ts'
import { type BasketLine, basketMinor, type Purchase } from './occasion.ts'
import type { Person } from './people.ts'
import { variantNumberOffset } from './product-records.ts'
import type { ShopMessage } from './shop-message.ts'
import { givesPhoneOnline } from './web-calls.ts'

/** The order resource of Shopify's REST API, as its webhooks carry it. */
export type ShopifyOrder = JsonObject

const shippingMinor = 395
const freeShippingFromMinor = 4_000
const discountCode = 'HARVEST10'
const discountRate = 0.1
const discountedShare = 0.05
// Prices hold a fifth of tax on top of the net price, which makes a sixth of the whole.
const taxShareOfPrice = 1 / 6

/** What an order comes to, in pence. `totalMinor` = lines - discount + shipping; the tax is inside. */
export interface OrderAmounts {
  readonly linesMinor: number
  readonly discountMinor: number
  readonly shippingMinor: number
  readonly taxMinor: number
  readonly totalMinor: number
}

export function orderAmounts(lines: readonly BasketLine[], isDiscounted: boolean): OrderAmounts {
  const linesMinor = basketMinor(lines)
  const discountMinor = isDiscounted ? Math.round(linesMinor * discountRate) : 0
  const shipping = linesMinor - discountMinor >= freeShippingFromMinor ? 0 : shippingMinor
  const taxedMinor = basketMinor(lines.filter((line) => line.product.isTaxed))
  return {
    linesMinor,
    discountMinor,
    shippingMinor: shipping,
    taxMinor: Math.round(taxedMinor * (1 - discountMinor / linesMinor) * taxShareOfPrice),
    totalMinor: linesMinor - discountMinor + shipping,
  }
}

/** A web order as Shopify's `orders/create` webhook tells it. `orderNumber` is the shop's own, 1001 and up. */
export function shopifyOrderMessage(
  person: Person,
  purchase: Purchase,
  orderNumber: number,
  random: RandomSource,
): ShopMessage {
  const amounts = orderAmounts(purchase.lines, random() < discountedShare)
  const orderId = 5_600_000_000_000 + orderNumber * 1_024
  const customerId = 7_000_000_000_000 + person.number * 32_768
  const phone = givesPhoneOnline(person) ? person.phone : undefined
  const identifiers = [
    `external_id:${customerId}`,
    // An order is its shop's bill; the demo tenant's shop is the connection `shopify/demo`.
    `pos_bill:shopify/demo:${orderId}`,
    ...(person.email === undefined ? [] : [`email:${person.email}`]),
    ...(phone === undefined ? [] : [`phone:${phone}`]),
  ]
  const home = address(person.firstName, person.lastName, person.street, person.town.name, person.postcode)
  const at = toIso(purchase.atMs)
  const order: ShopifyOrder = {
    id: orderId,
    admin_graphql_api_id: `gid://shopify/Order/${orderId}`,
    name: `#${orderNumber}`,
    order_number: orderNumber,
    test: false,
    source_name: 'web',
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    financial_status: 'paid',
    fulfillment_status: null,
    currency: shopCurrency,
    presentment_currency: shopCurrency,
    taxes_included: true,
    subtotal_price: decimal(amounts.linesMinor - amounts.discountMinor),
    total_line_items_price: decimal(amounts.linesMinor),
    total_discounts: decimal(amounts.discountMinor),
    total_tax: decimal(amounts.taxMinor),
    total_price: decimal(amounts.totalMinor),
    current_total_price: decimal(amounts.totalMinor),
    discount_codes:
      amounts.discountMinor === 0
        ? []
        : [{ code: discountCode, amount: decimal(amounts.discountMinor), type: 'percentage' }],
    shipping_lines: [{ title: 'Standard', price: decimal(amounts.shippingMinor) }],
    email: person.email ?? null,
    contact_email: person.email ?? null,
    phone: phone ?? null,
    buyer_accepts_marketing: person.number % 3 === 0,
    customer: {
      id: customerId,
      email: person.email ?? null,
      phone: phone ?? null,
      first_name: person.firstName,
      last_name: person.lastName,
      verified_email: person.accountId !== undefined,
    },
    line_items: purchase.lines.map((line, index) =>
      lineItem(line, orderId + index + 1, shareOfDiscount(purchase.lines, index, amounts.discountMinor)),
    ),
    billing_address: home,
    shipping_address: purchase.isGift ? recipient(random) : home,
    note: purchase.isGift ? 'A present: please leave out the prices.' : null,
  }
  return {
    atMs: purchase.atMs,
    personId: person.personId,
    identifiers,
    mistyped: [],
    ofOthers: [],
    order: { orderId: String(orderId), channel: 'web', totalMinor: amounts.totalMinor },
    record: { door: 'shopify', order },
  }
}

/** A line's part of the order's discount, by its price; what rounding leaves over is the last line's. */
function shareOfDiscount(lines: readonly BasketLine[], index: number, discountMinor: number): number {
  const uptoMinor = (count: number) =>
    Math.floor((discountMinor * basketMinor(lines.slice(0, count))) / basketMinor(lines))
  return uptoMinor(index + 1) - uptoMinor(index)
}

function lineItem({ product, quantity }: BasketLine, id: number, discountMinor: number): JsonObject {
  const productId = Number(product.productId)
  return {
    id,
    product_id: productId,
    variant_id: productId + variantNumberOffset,
    sku: product.sku,
    title: product.name,
    name: product.name,
    product_type: product.category,
    vendor: shopName,
    quantity,
    price: decimal(product.priceMinor),
    total_discount: '0.00',
    discount_allocations:
      discountMinor === 0 ? [] : [{ amount: decimal(discountMinor), discount_application_index: 0 }],
    taxable: product.isTaxed,
    requires_shipping: true,
    gift_card: false,
  }
}

/** The address of somebody who is no customer: whoever the present is for. */
function recipient(random: RandomSource): JsonObject {
  const town = drawOne(towns, random)
  const street = `${1 + Math.floor(random() * 140)} ${drawOne(streets, random)}`
  return address(
    drawOne(firstNames, random),
    drawOne(lastNames, random),
    street,
    town.name,
    `${town.postcodeArea} 1AA`,
  )
}

function address(firstName: string, lastName: string, street: string, city: string, zip: string): JsonObject {
  return {
    first_name: firstName,
    last_name: lastName,
    name: `${firstName} ${lastName}`,
    address1: street,
    address2: null,
    city,
    zip,
    province: null,
    country: 'United Kingdom',
    country_code: 'GB',
    phone: null,
  }
}

function decimal(amountMinor: number): string {
  return toDecimalString(amountMinor, shopCurrency)
}
