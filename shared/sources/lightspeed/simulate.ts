import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedUuid } from '../../simulators/named-ids.ts'
import { decimal, type Product, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signLightspeed } from './sign.ts'

const writers: ReadonlyMap<string, (happening: Happening) => JsonObject> = new Map([
  ['sale.update', simulatedSale],
  ['customer.update', simulatedCustomer],
  ['product.update', simulatedProduct],
  ['inventory.update', simulatedInventory],
])

/** Webhooks of a Lightspeed Retail (X-Series) retailer: a sale that is picked up later, and a return of its first line. */
export const lightspeedSimulator: Simulator = {
  source: 'lightspeed',
  signsBody: true,
  life: [
    { topic: 'sale.update', step: 'placed' },
    { topic: 'sale.update', step: 'fulfilled' },
    { topic: 'sale.update', step: 'refunded' },
  ],
  others: [
    { topic: 'customer.update', step: 'placed' },
    { topic: 'product.update', step: 'placed' },
    // No time and no version comes with it, so it is of the moment of receipt.
    { topic: 'inventory.update', step: 'placed', isAlwaysNews: true },
  ],
  write: (happening) => ({
    body: new URLSearchParams({
      type: happening.topic,
      payload: JSON.stringify(writers.get(happening.topic)?.(happening)),
      environment: 'prod',
      domain_prefix: 'simulated',
      retailer_id: namedUuid('lightspeed-retailer'),
    }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  }),
  sign: ({ body }, secret) => signLightspeed(body, secret),
}

const productId = ({ number }: Product) => namedUuid(`lightspeed-product:${number}`)
const customerId = ({ shopper }: Purchase) => namedUuid(`lightspeed-customer:${shopper.index}`)
const registerId = ({ store }: Purchase) => namedUuid(`lightspeed-register:${store.number}`)
const saleId = ({ number }: Purchase) => namedUuid(`lightspeed-sale:${number}`)

/** "2026-11-20 21:16:51", in UTC. */
function writtenMoment(atMs: number): string {
  return toIso(atMs).slice(0, 19).replace('T', ' ')
}

function simulatedSale(happening: Happening): JsonObject {
  const { step, purchase, atMs } = happening
  const isReturn = step === 'refunded'
  const lines = isReturn ? [returnedLine(purchase)] : purchase.lines
  const sign = isReturn ? -1 : 1
  const sumOf = (amounts: number[]) => Number(decimal(sign * amounts.reduce((sum, each) => sum + each, 0)))
  const moment = writtenMoment(isReturn ? atMs : purchase.placedAtMs)
  return {
    id: isReturn ? namedUuid(`lightspeed-return:${purchase.number}`) : saleId(purchase),
    source: 'USER',
    register_id: registerId(purchase),
    customer_id: customerId(purchase),
    sale_date: moment,
    created_at: moment,
    updated_at: writtenMoment(atMs),
    total_price: sumOf(lines.map(({ amountMinor, taxMinor }) => amountMinor - taxMinor)),
    total_tax: sumOf(lines.map(({ taxMinor }) => taxMinor)),
    tax_name: 'VAT',
    note: '',
    status: step === 'placed' ? 'AWAITING_PICKUP' : step === 'fulfilled' ? 'PICKED_UP_CLOSED' : 'CLOSED',
    invoice_number: `${isReturn ? 'R' : 'S'}${purchase.number}`,
    return_for: isReturn ? saleId(purchase) : '',
    register_sale_products: lines.map(({ product, quantity, amountMinor, taxMinor }, index) => ({
      id: namedUuid(`lightspeed-line:${purchase.number}:${step}:${index}`),
      product_id: productId(product),
      sequence: String(index),
      handle: product.sku.toLowerCase(),
      sku: product.sku,
      name: product.name,
      quantity: sign * quantity,
      price: Number(decimal(Math.round((amountMinor - taxMinor) / quantity))),
      price_total: sumOf([amountMinor - taxMinor]),
      tax_total: sumOf([taxMinor]),
      status: 'CONFIRMED',
    })),
    customer: simulatedCustomer({ ...happening, atMs: purchase.placedAtMs }),
  }
}

function simulatedCustomer({ purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  return {
    id: customerId(purchase),
    customer_code: `${shopper.firstName}-${shopper.index}`,
    first_name: shopper.firstName,
    last_name: shopper.lastName,
    company_name: '',
    contact: {
      first_name: shopper.firstName,
      last_name: shopper.lastName,
      email: shopper.email,
      mobile: shopper.phone,
      phone: '',
      physical_address1: shopper.street,
      physical_city: shopper.city,
      physical_postcode: shopper.postalCode,
      physical_country_id: 'GB',
    },
    do_not_email: shopper.index % 5 === 0,
    enable_loyalty: true,
    created_at: writtenMoment(purchase.placedAtMs),
    updated_at: writtenMoment(atMs),
    deleted_at: null,
  }
}

function simulatedProduct({ purchase, atMs }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  return {
    id: productId(product),
    name: product.name,
    base_name: product.name,
    handle: product.sku.toLowerCase(),
    sku: product.sku,
    active: true,
    brand: { id: namedUuid('lightspeed-brand'), name: 'Simulated' },
    type: { id: namedUuid(`lightspeed-type:${product.category}`), name: product.category },
    supply_price: decimal(Math.round(product.priceMinor / 2)),
    updated_at: writtenMoment(atMs),
    deleted_at: null,
  }
}

function simulatedInventory({ purchase }: Happening): JsonObject {
  const { product } = returnedLine(purchase)
  return {
    id: namedUuid(`lightspeed-inventory:${product.number}:${purchase.store.number}`),
    product_id: productId(product),
    outlet_id: namedUuid(`lightspeed-outlet:${purchase.store.number}`),
    count: `${purchase.anyNumber}.00000`,
    reorder_point: '0',
    restock_level: '0',
  }
}
