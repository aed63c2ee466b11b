import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedCode, namedUuid } from '../../simulators/named-ids.ts'
import { currency, type Product, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import type { Shopper } from '../../simulators/town.ts'
import { signSquare } from './sign.ts'

/** Under which name and as what a topic has its object. */
interface Writer {
  readonly type: string
  readonly name: string
  readonly write: (happening: Happening) => JsonObject | JsonObject[]
}

const writers: ReadonlyMap<string, Writer> = new Map([
  ['order.created', { type: 'order', name: 'order_created', write: simulatedState('OPEN') }],
  ['payment.updated', { type: 'payment', name: 'payment', write: simulatedPayment }],
  ['order.updated', { type: 'order', name: 'order_updated', write: simulatedState('COMPLETED') }],
  ['refund.updated', { type: 'refund', name: 'refund', write: simulatedRefund }],
  ['customer.created', { type: 'customer', name: 'customer', write: simulatedCustomer }],
  ['customer.updated', { type: 'customer', name: 'customer', write: simulatedCustomer }],
  ['customer.deleted', { type: 'customer', name: 'customer', write: simulatedCustomer }],
  ['loyalty.account.created', { type: 'loyalty', name: 'loyalty_account', write: simulatedAccount }],
  ['loyalty.account.updated', { type: 'loyalty', name: 'loyalty_account', write: simulatedAccount }],
  ['inventory.count.updated', { type: 'inventory', name: 'inventory_counts', write: simulatedCounts }],
])

const life = [
  { topic: 'order.created', step: 'placed' },
  { topic: 'payment.updated', step: 'paid' },
  { topic: 'order.updated', step: 'fulfilled' },
  { topic: 'refund.updated', step: 'refunded' },
] as const

/** Webhooks of a Square seller. */
export const squareSimulator: Simulator = {
  source: 'square',
  signsBody: true,
  life,
  others: [...writers.keys()].slice(life.length).map((topic) => ({ topic, step: 'placed' })),
  write: (happening) => {
    const { topic, purchase, atMs } = happening
    const writer = writers.get(topic)
    const object = writer?.write(happening)
    const id = Array.isArray(object) ? undefined : (object?.id ?? object?.order_id)
    const told = { merchant_id: namedCode('square-merchant', 13), type: topic }
    return {
      body: JSON.stringify({
        ...told,
        event_id: namedUuid(`square:${topic}:${purchase.number}:${atMs}`),
        created_at: toIso(atMs),
        data: {
          type: writer?.type,
          id: id ?? namedUuid(`square-counts:${purchase.number}`),
          ...(topic === 'customer.deleted' && { deleted: true }),
          object: { [writer?.name ?? '']: object },
        },
      }),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Square Connect v2',
        'square-environment': 'Sandbox',
        'square-retry-number': '0',
        'square-initial-delivery-timestamp': toIso(atMs),
      },
    }
  },
  sign: ({ url, body }, secret) => signSquare(url, body, secret),
}

const orderId = ({ number }: Purchase) => namedCode(`square-order:${number}`, 24)
const paymentId = ({ number }: Purchase) => namedCode(`square-payment:${number}`, 24)
const locationId = ({ store }: Purchase) => namedCode(`square-location:${store.number}`, 13)
const customerId = ({ index }: Shopper) => namedCode(`square-customer:${index}`, 26)
const variationId = ({ number }: Product) => namedCode(`square-variation:${number}`, 24)

function simulatedState(state: string): (happening: Happening) => JsonObject {
  return ({ purchase, atMs }) => ({
    order_id: orderId(purchase),
    version: state === 'OPEN' ? 1 : 4,
    state,
    location_id: locationId(purchase),
    created_at: toIso(purchase.placedAtMs),
    ...(state !== 'OPEN' && { updated_at: toIso(atMs) }),
  })
}

function simulatedPayment({ purchase, atMs }: Happening): JsonObject {
  const money = { amount: purchase.goodsMinor, currency }
  return {
    id: paymentId(purchase),
    created_at: toIso(atMs),
    updated_at: toIso(atMs),
    amount_money: money,
    total_money: money,
    approved_money: money,
    status: 'COMPLETED',
    source_type: 'CARD',
    location_id: locationId(purchase),
    order_id: orderId(purchase),
    customer_id: customerId(purchase.shopper),
    buyer_email_address: purchase.shopper.email,
    receipt_number: paymentId(purchase).slice(0, 4),
    application_details: { square_product: 'SQUARE_POS' },
  }
}

/** Square makes an order of its own for what is given back. */
function simulatedRefund({ purchase, atMs }: Happening): JsonObject {
  const { number } = purchase
  return {
    id: `${paymentId(purchase)}_${namedCode(`square-refund:${number}`, 24)}`,
    created_at: toIso(atMs),
    updated_at: toIso(atMs),
    amount_money: { amount: returnedLine(purchase).amountMinor, currency },
    status: 'COMPLETED',
    location_id: locationId(purchase),
    order_id: namedCode(`square-refund-order:${number}`, 24),
    payment_id: paymentId(purchase),
    reason: 'Returned goods',
  }
}

function simulatedCustomer({ purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  return {
    id: customerId(shopper),
    created_at: toIso(purchase.placedAtMs),
    updated_at: toIso(atMs),
    given_name: shopper.firstName,
    family_name: shopper.lastName,
    email_address: shopper.email,
    phone_number: shopper.phone,
    address: {
      address_line_1: shopper.street,
      locality: shopper.city,
      postal_code: shopper.postalCode,
      country: 'GB',
    },
    preferences: { email_unsubscribed: purchase.anyNumber < 20 },
    creation_source: 'THIRD_PARTY',
    version: 1,
  }
}

function simulatedAccount({ topic, purchase, atMs }: Happening): JsonObject {
  const { shopper } = purchase
  const points = topic.endsWith('created') ? 0 : purchase.anyNumber
  return {
    id: namedUuid(`square-loyalty:${shopper.index}`),
    customer_id: customerId(shopper),
    mapping: { id: namedUuid(`square-mapping:${shopper.index}`), phone_number: shopper.phone },
    balance: points,
    lifetime_points: points,
    created_at: toIso(purchase.placedAtMs),
    updated_at: toIso(atMs),
  }
}

function simulatedCounts({ purchase, atMs }: Happening): JsonObject[] {
  return purchase.lines.map(({ product }, index) => ({
    catalog_object_id: variationId(product),
    catalog_object_type: 'ITEM_VARIATION',
    location_id: locationId(purchase),
    state: 'IN_STOCK',
    quantity: String(purchase.anyNumber + index),
    calculated_at: toIso(atMs),
  }))
}
