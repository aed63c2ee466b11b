import type { JsonObject } from '../../kernel/json.ts'
import { dayMs } from '../../kernel/time.ts'
import { currency, decimal, reachedAt, returnedLine, type Step } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { encodeBase64 } from '../hmac.ts'
import { signingKeyOf } from './demo-key-pair.ts'
import { writeMoment } from './moment.ts'
import { signMagento } from './sign.ts'

const writers: ReadonlyMap<string, { name: string; write: (happening: Happening) => JsonObject }> = new Map([
  ['sales_order_save_after', { name: 'order', write: simulatedOrder }],
  ['customer_save_after', { name: 'customer', write: simulatedCustomer }],
  ['catalog_product_save_after', { name: 'product', write: simulatedProduct }],
])

/**
 * Webhooks of an Adobe Commerce shop. Commerce signs with a private key (PKCS #8, as PEM) and a connection has the public
 * one alone: whoever simulates has to bring a pair, but for the demo's, which is published.
 */
export const magentoSimulator: Simulator = {
  source: 'magento',
  signsBody: true,
  life: (['placed', 'paid', 'fulfilled', 'refunded'] as const).map((step) => ({
    topic: 'sales_order_save_after',
    step,
  })),
  others: ['customer_save_after', 'catalog_product_save_after'].map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const writer = writers.get(happening.topic)
    const data = { [writer?.name ?? '']: writer?.write(happening) }
    return {
      body: JSON.stringify({ subject: [], eventName: happening.topic, data }),
      headers: { 'content-type': 'application/json' },
    }
  },
  sign: ({ body }, secret) => signMagento(body, signingKeyOf(secret)),
  otherSecret: newPrivateKey,
}

async function newPrivateKey(): Promise<string> {
  const { privateKey } = (await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
    },
    true,
    ['sign', 'verify'],
  )) as CryptoKeyPair
  const bytes = new Uint8Array((await crypto.subtle.exportKey('pkcs8', privateKey)) as ArrayBuffer)
  return `-----BEGIN PRIVATE KEY-----\n${encodeBase64(bytes)}\n-----END PRIVATE KEY-----\n`
}

const states: Readonly<Record<Step, string>> = {
  placed: 'new',
  paid: 'processing',
  fulfilled: 'complete',
  refunded: 'complete',
}

function simulatedOrder({ step, purchase, atMs }: Happening): JsonObject {
  const { number, shopper, goodsMinor, shippingMinor } = purchase
  const amount = (amountMinor: number) => Number(decimal(amountMinor))
  const total = amount(goodsMinor + shippingMinor)
  const isPaid = reachedAt(purchase, 'paid', step) !== undefined
  return {
    entity_id: String(number),
    increment_id: String(number).padStart(10, '0'),
    state: states[step],
    status: states[step],
    store_id: 1,
    created_at: writeMoment(purchase.placedAtMs),
    updated_at: writeMoment(atMs),
    base_currency_code: currency,
    order_currency_code: currency,
    base_grand_total: total,
    grand_total: total,
    base_tax_amount: amount(purchase.goodsTaxMinor + purchase.shippingTaxMinor),
    base_shipping_amount: amount(shippingMinor - purchase.shippingTaxMinor),
    base_discount_amount: 0,
    base_total_paid: isPaid ? total : 0,
    base_total_refunded: step === 'refunded' ? amount(returnedLine(purchase).amountMinor) : null,
    customer_id: String(1_000 + shopper.index),
    customer_email: shopper.email,
    customer_firstname: shopper.firstName,
    customer_lastname: shopper.lastName,
    customer_is_guest: 0,
    items: purchase.lines.map(({ product, quantity, amountMinor, taxMinor }, index) => ({
      item_id: String(number * 10 + index),
      order_id: String(number),
      parent_item_id: null,
      product_id: String(product.number),
      sku: product.sku,
      name: product.name,
      product_type: 'simple',
      qty_ordered: quantity,
      base_row_total: amount(amountMinor - taxMinor),
      base_discount_amount: 0,
      base_tax_amount: amount(taxMinor),
    })),
    addresses: [
      {
        address_type: 'billing',
        firstname: shopper.firstName,
        lastname: shopper.lastName,
        street: shopper.street,
        city: shopper.city,
        postcode: shopper.postalCode,
        country_id: 'GB',
        telephone: shopper.phone,
        email: shopper.email,
      },
    ],
    payment: { method: 'braintree' },
  }
}

function simulatedCustomer({ purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  return {
    entity_id: String(1_000 + shopper.index),
    website_id: '1',
    email: shopper.email,
    created_at: writeMoment(atMs - dayMs),
    updated_at: writeMoment(atMs),
    firstname: shopper.firstName,
    lastname: shopper.lastName,
    is_active: '1',
  }
}

function simulatedProduct({ purchase, atMs }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  return {
    entity_id: String(product.number),
    type_id: 'simple',
    sku: product.sku,
    name: product.name,
    price: decimal(product.priceMinor),
    status: '1',
    visibility: '4',
    created_at: writeMoment(atMs - dayMs),
    updated_at: writeMoment(atMs),
    stock_data: { qty: String(purchase.anyNumber), is_in_stock: '1', manage_stock: '1' },
  }
}
