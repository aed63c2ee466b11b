import type { JsonObject } from '../../kernel/json.ts'
import { toIso } from '../../kernel/time.ts'
import { namedHex, namedUuid } from '../../simulators/named-ids.ts'
import { currency, decimal, type Purchase, returnedLine } from '../../simulators/shop.ts'
import type { Happening, Simulator } from '../../simulators/simulator.ts'
import { signPos } from './sign.ts'

const writers: ReadonlyMap<string, (purchase: Purchase) => JsonObject> = new Map([
  ['sale', simulatedSale],
  ['bill', simulatedBill],
  ['return', simulatedReturn],
  ['void', (purchase: Purchase) => ({ billNumber: billNumber(purchase), reason: 'rung up by mistake' })],
  ['customer', simulatedCapture],
  ['stock-count', simulatedCount],
])

/** A till server that signs by Standard Webhooks; its topics are the kinds of a till's events. */
export const posSimulator: Simulator = {
  source: 'pos',
  signsBody: true,
  life: [
    { topic: 'sale', step: 'placed' },
    { topic: 'bill', step: 'paid' },
    { topic: 'return', step: 'refunded' },
  ],
  others: ['void', 'customer', 'stock-count'].map((topic) => ({ topic, step: 'placed' })),
  write: ({ topic, purchase, atMs }: Happening) => ({
    body: JSON.stringify({
      kind: topic,
      eventId: namedUuid(`pos:${topic}:${purchase.number}`),
      storeId: purchase.store.code,
      tillId: 'till-1',
      occurredAt: toIso(atMs),
      ...writers.get(topic)?.(purchase),
    }),
    headers: {
      'content-type': 'application/json',
      'webhook-id': `msg_${namedHex(`pos:${topic}:${purchase.number}`, 24)}`,
    },
  }),
  sign: ({ headers, body }, secret, nowMs) => signPos(body, [secret], headers['webhook-id'] ?? '', nowMs),
}

function billNumber({ number }: Purchase): string {
  return `S-${number}`
}

function loyaltyId({ shopper }: Purchase): string {
  return `6339${String(shopper.index).padStart(8, '0')}`
}

/** Half of the people say nothing at the till, and claim the bill later. */
function simulatedSale(purchase: Purchase): JsonObject {
  const { shopper } = purchase
  const total = decimal(purchase.goodsMinor)
  return {
    billNumber: billNumber(purchase),
    currency,
    lines: simulatedLines(purchase),
    tax: decimal(purchase.goodsTaxMinor),
    total,
    tenders: [{ type: 'card', amount: total }],
    ...(purchase.anyNumber < 50 && {
      customer: { phone: shopper.phone, firstName: shopper.firstName, lastName: shopper.lastName },
    }),
  }
}

function simulatedLines(purchase: Purchase): JsonObject[] {
  return purchase.lines.map(({ product, quantity }, index) => ({
    lineId: String(index + 1),
    productId: String(product.number),
    sku: product.sku,
    name: product.name,
    category: product.category,
    quantity: String(quantity),
    unitPrice: decimal(product.priceMinor),
  }))
}

function simulatedBill(purchase: Purchase): JsonObject {
  return {
    billNumber: billNumber(purchase),
    customer: { phone: purchase.shopper.phone, loyaltyId: loyaltyId(purchase) },
  }
}

function simulatedReturn(purchase: Purchase): JsonObject {
  const amount = decimal(returnedLine(purchase).amountMinor)
  return {
    billNumber: `R-${purchase.number}`,
    originalBillNumber: billNumber(purchase),
    currency,
    lines: simulatedLines(purchase).slice(0, 1),
    total: amount,
    tenders: [{ type: 'card', amount }],
    reason: 'changed mind',
  }
}

function simulatedCapture(purchase: Purchase): JsonObject {
  const { shopper } = purchase
  return {
    customer: {
      phone: shopper.phone,
      email: shopper.email,
      loyaltyId: loyaltyId(purchase),
      firstName: shopper.firstName,
      lastName: shopper.lastName,
      address: { street: shopper.street, city: shopper.city, postalCode: shopper.postalCode, country: 'GB' },
      marketing: { email: purchase.anyNumber < 50 },
    },
  }
}

function simulatedCount({ lines, anyNumber }: Purchase): JsonObject {
  return {
    counts: lines.map(({ product }, index) => ({
      productId: String(product.number),
      sku: product.sku,
      name: product.name,
      category: product.category,
      quantity: anyNumber + index,
    })),
  }
}
