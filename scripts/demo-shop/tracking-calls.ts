import type { JsonObject } from '#shared/kernel/json.ts'
import { toDecimalString } from '#shared/kernel/money.ts'
import { toIso } from '#shared/kernel/time.ts'
import { shopCurrency } from './catalogue.ts'
import { type BasketLine, basketMinor } from './occasion.ts'
import type { OrderFact, ShopMessage } from './shop-message.ts'

/** A call of the Segment tracking API, as its libraries send it. */
export interface TrackingCall {
  readonly type: 'identify' | 'track' | 'page' | 'alias'
  readonly messageId: string
  readonly timestamp: string
  readonly anonymousId: string
  readonly userId?: string
  /** Of an alias: the id that `userId` takes the place of. */
  readonly previousId?: string
  readonly event?: string
  readonly name?: string
  readonly properties?: JsonObject
  readonly traits?: JsonObject
  readonly context: JsonObject
}

/** Who made a call and how it is known. */
export interface Caller {
  readonly personId: string | undefined
  readonly anonymousId: string
  readonly userId?: string | undefined
  readonly identifiers: readonly string[]
  readonly mistyped?: readonly string[]
  readonly ofOthers?: readonly string[]
}

/** The part of a call that differs between kinds. Its id is given later, when all calls of a person are in order. */
export type CallBody = Omit<TrackingCall, 'messageId' | 'timestamp' | 'anonymousId' | 'userId'>

/** A message for the tracking door. */
export function callMessage(atMs: number, caller: Caller, body: CallBody, order?: OrderFact): ShopMessage {
  return {
    atMs,
    personId: caller.personId,
    identifiers: [
      ...caller.identifiers,
      `cookie_id:${caller.anonymousId}`,
      ...(caller.userId === undefined ? [] : [`external_id:${caller.userId}`]),
    ],
    mistyped: caller.mistyped ?? [],
    ofOthers: caller.ofOthers ?? [],
    ...(order === undefined ? {} : { order }),
    record: {
      door: 'tracking',
      call: {
        messageId: '',
        timestamp: toIso(atMs),
        anonymousId: caller.anonymousId,
        ...(caller.userId === undefined ? {} : { userId: caller.userId }),
        ...body,
      },
    },
  }
}

/** The same message under the id by which Patron counts it once. */
export function withMessageId(message: ShopMessage, messageId: string): ShopMessage {
  if (message.record.door !== 'tracking') return message
  return { ...message, record: { ...message.record, call: { ...message.record.call, messageId } } }
}

/** "Order Completed" of the Segment e-commerce specification. Amounts are decimals in pounds, as the libraries send. */
export function orderCompleted(orderId: string, lines: readonly BasketLine[], more: JsonObject): JsonObject {
  return {
    order_id: orderId,
    currency: shopCurrency,
    total: pounds(basketMinor(lines)),
    ...more,
    products: lines.map(({ product, quantity }) => ({
      product_id: product.productId,
      sku: product.sku,
      name: product.name,
      category: product.category,
      price: pounds(product.priceMinor),
      quantity,
    })),
  }
}

/** Pence as a JSON number of pounds. */
export function pounds(amountMinor: number): number {
  return Number(toDecimalString(amountMinor, shopCurrency))
}
