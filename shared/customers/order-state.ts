import type { CanonicalEvent, Channel } from '../events/event.ts'
import { eventKey } from '../events/event.ts'
import { type ExchangeRate, type OrderChange, type OrderLine, shopOf } from '../events/order-change.ts'
import { own } from '../kernel/own.ts'

/**
 * What is known of one order. It is built only of maxima, minima and unions, so the same events give the same state in
 * whatever order they arrive and however often. The word of the shop whose order it is outranks what others tell.
 */
export interface OrderState {
  readonly orderId: string
  /** The connection whose order it is, whoever tells of it. */
  readonly shop: string
  readonly kind: 'order' | 'cancellation'
  readonly channel: Channel
  readonly placedAt: number
  /** The statement whose kind, channel and moment hold: the earliest of the highest standing. */
  readonly placedBy: Placement
  /** That of the whole statement; without one, of `placedBy`. */
  readonly currency: string
  readonly exchangeRate: ExchangeRate | null
  /** The newest event that told the whole order, if one did; its lines and amounts replace all earlier ones. */
  readonly whole: Statement | null
  /** While nobody told the whole: the newest part that told the total, as the head of an order without its lines does. */
  readonly totalledBy: Statement | null
  readonly totalMinor: number | null
  readonly taxMinor: number | null
  readonly shippingMinor: number | null
  readonly discountMinor: number | null
  /** The store it was bought in; null online, or where nobody said. */
  readonly storeId: string | null
  readonly lines: Readonly<Record<string, OrderLine>>
  /** Amounts by refund, as the shop itself tells them; once it does, what others told of refunds does not count. */
  readonly refunds: Readonly<Record<string, number>>
  readonly refundsToldByOthers: Readonly<Record<string, number>>
  /** The earliest moment at which it was paid, and left the shop. */
  readonly paidAt: number | null
  readonly fulfilledAt: number | null
  readonly isCancelled: boolean
  /** All of it was given back, by a refund that names no amount. */
  readonly isRefundedWhole: boolean
  /** Some event of the shop itself is among those the state was made of. */
  readonly hasShopsWord: boolean
}

/** When an event happened, and its key to break a tie the same way everywhere. */
export interface Moment {
  readonly occurredAt: number
  readonly eventKey: string
}

/** When an order was placed, as an event has it. */
export interface Placement extends Moment {
  /**
   * How much the event has to say about it. 2: the shop tells of its order; 1: somebody else does; 0: somebody tells
   * only that it was refunded or cancelled, and not when it had been placed.
   */
  readonly standing: 0 | 1 | 2
}

/** Who said something of an order's content, and when. */
export interface Statement extends Moment {
  readonly isShops: boolean
}

/** The order of two moments: negative when `left` is earlier. */
export function compareMoments(left: Moment, right: Moment): number {
  if (left.occurredAt !== right.occurredAt) return left.occurredAt - right.occurredAt
  return left.eventKey < right.eventKey ? -1 : left.eventKey > right.eventKey ? 1 : 0
}

/** (shop, order number) as one string: `shopify/demo:1001`. */
export function orderKey(shop: string, orderId: string): string {
  return `${shop}:${orderId}`
}

/** The key of the order that an event is about; null when it is about none. */
export function orderKeyOf({ source, order }: Pick<CanonicalEvent, 'source' | 'order'>): string | null {
  return order === undefined ? null : orderKey(shopOf(source, order), order.orderId)
}

/** The order after one more event about it. `state` is null before the first. */
export function evolveOrder(
  state: OrderState | null,
  event: CanonicalEvent,
  change: OrderChange,
): OrderState {
  const shop = shopOf(event.source, change)
  const isShops = event.source === shop
  const moment: Moment = { occurredAt: event.occurredAt, eventKey: eventKey(event) }
  const placement = placementOf(event, change, isShops)
  const before = state ?? emptyOrder(shop, event, change, placement)
  const isPlacement = state === null || comparePlacements(placement, before.placedBy) < 0
  const isWhole = tellsWhole(change) && isNewerStatement({ ...moment, isShops }, before.whole)
  return {
    ...before,
    ...(isPlacement && {
      kind: change.kind,
      channel: event.channel,
      placedAt: placement.occurredAt,
      placedBy: placement,
    }),
    ...((isWhole || (isPlacement && before.whole === null)) && {
      currency: change.currency,
      exchangeRate: change.exchangeRate ?? null,
    }),
    ...(isWhole
      ? wholeContent(change, { ...moment, isShops })
      : addedContent(before, change, { ...moment, isShops })),
    ...addedRefund(before, change, isShops),
    paidAt: change.change === 'paid' ? earliest(before.paidAt, event.occurredAt) : before.paidAt,
    fulfilledAt:
      change.change === 'fulfilled' ? earliest(before.fulfilledAt, event.occurredAt) : before.fulfilledAt,
    isCancelled: before.isCancelled || change.change === 'cancelled',
    isRefundedWhole: before.isRefundedWhole || (change.change === 'refunded' && change.refund === undefined),
    hasShopsWord: before.hasShopsWord || isShops,
  }
}

/** A refund or a cancellation names the order; what was bought is told by the events of its other changes. */
function tellsContent({ change }: OrderChange): boolean {
  return change !== 'refunded' && change !== 'cancelled'
}

function tellsWhole(change: OrderChange): boolean {
  return tellsContent(change) && change.linesAre === 'all'
}

function placementOf(event: CanonicalEvent, change: OrderChange, isShops: boolean): Placement {
  const isTelling = tellsContent(change) || change.placedAt !== undefined
  return {
    standing: !isTelling ? 0 : isShops ? 2 : 1,
    occurredAt: change.placedAt ?? event.occurredAt,
    eventKey: eventKey(event),
  }
}

/** Negative when `left` is the one that holds. */
function comparePlacements(left: Placement, right: Placement): number {
  return right.standing - left.standing || compareMoments(left, right)
}

function isNewerStatement(told: Statement, before: Statement | null): boolean {
  if (before === null) return true
  if (told.isShops !== before.isShops) return told.isShops
  return compareMoments(told, before) >= 0
}

type Head = Pick<OrderState, 'totalMinor' | 'taxMinor' | 'shippingMinor' | 'discountMinor' | 'storeId'>
type Content = Head & Pick<OrderState, 'whole' | 'totalledBy' | 'lines'>

function wholeContent(change: OrderChange, whole: Statement): Content {
  return { whole, totalledBy: null, ...headOf(change), lines: addLines({}, change.lines) }
}

/** Of parts the lines add up, and the newest that tells the total has the amounts and the store. */
function addedContent(before: OrderState, change: OrderChange, told: Statement): Partial<Content> {
  const isPart = tellsContent(change) && change.linesAre === 'part' && before.whole === null
  if (!isPart) return {}
  const isTotal = change.totalMinor !== undefined && isNewerStatement(told, before.totalledBy)
  return {
    lines: addLines(before.lines, change.lines),
    ...(isTotal && { totalledBy: told, ...headOf(change) }),
  }
}

function headOf(change: OrderChange): Head {
  const {
    totalMinor = null,
    taxMinor = null,
    shippingMinor = null,
    discountMinor = null,
    storeId = null,
  } = change
  return { totalMinor, taxMinor, shippingMinor, discountMinor, storeId }
}

function addedRefund(
  { refunds, refundsToldByOthers }: OrderState,
  { refund }: OrderChange,
  isShops: boolean,
): Partial<OrderState> {
  if (refund === undefined) return {}
  return isShops
    ? { refunds: addRefund(refunds, refund) }
    : { refundsToldByOthers: addRefund(refundsToldByOthers, refund) }
}

/** Told twice with different amounts, a refund is the larger one, whichever came first. */
function addRefund(
  refunds: OrderState['refunds'],
  { refundId, amountMinor }: NonNullable<OrderChange['refund']>,
): OrderState['refunds'] {
  return { ...refunds, [refundId]: Math.max(own(refunds, refundId) ?? amountMinor, amountMinor) }
}

/** Told twice with different content, a line is the one that sorts last, whichever came first. */
function addLines(lines: OrderState['lines'], told: readonly OrderLine[]): OrderState['lines'] {
  const byId = new Map(Object.entries(lines))
  for (const line of told) {
    const before = byId.get(line.lineId)
    if (before === undefined || sortText(before) < sortText(line)) byId.set(line.lineId, line)
  }
  return Object.fromEntries(byId)
}

/** A line with its SKU sorts behind the same one without: a file may come again with that column. */
function sortText({ productId, quantity, amountMinor, name, category, sku = '' }: OrderLine): string {
  return JSON.stringify([amountMinor, quantity, productId, name, category, sku])
}

function earliest(before: number | null, moment: number): number {
  return before === null ? moment : Math.min(before, moment)
}

function emptyOrder(
  shop: string,
  event: CanonicalEvent,
  change: OrderChange,
  placement: Placement,
): OrderState {
  return {
    orderId: change.orderId,
    shop,
    kind: change.kind,
    channel: event.channel,
    placedAt: placement.occurredAt,
    placedBy: placement,
    currency: change.currency,
    exchangeRate: change.exchangeRate ?? null,
    whole: null,
    totalledBy: null,
    totalMinor: null,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    storeId: null,
    lines: {},
    refunds: {},
    refundsToldByOthers: {},
    paidAt: null,
    fulfilledAt: null,
    isCancelled: false,
    isRefundedWhole: false,
    hasShopsWord: false,
  }
}
