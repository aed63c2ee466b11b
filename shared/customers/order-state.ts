import type { CanonicalEvent, Channel } from '../events/event.ts'
import { eventKey } from '../events/event.ts'
import type { OrderChange, OrderLine } from '../events/order-change.ts'
import { own } from '../kernel/own.ts'

/**
 * What is known of one order. It is built only of maxima, minima and unions, so the same events give the same state in
 * whatever order they arrive and however often.
 */
export interface OrderState {
  readonly orderId: string
  readonly source: string
  readonly kind: 'order' | 'cancellation'
  readonly channel: Channel
  readonly currency: string
  readonly placedAt: number
  /** The event whose kind, channel and currency hold: the earliest one. */
  readonly placedBy: Moment
  /** The newest event that told the whole order, if one did; its lines and total replace all earlier ones. */
  readonly whole: Moment | null
  readonly totalMinor: number | null
  readonly lines: Readonly<Record<string, OrderLine>>
  readonly refunds: Readonly<Record<string, number>>
  readonly isCancelled: boolean
  /** All of it was given back, by a refund that names no amount. */
  readonly isRefundedWhole: boolean
}

/** When an event happened, and its key to break a tie the same way everywhere. */
export interface Moment {
  readonly occurredAt: number
  readonly eventKey: string
}

/** The order of two moments: negative when `left` is earlier. */
export function compareMoments(left: Moment, right: Moment): number {
  if (left.occurredAt !== right.occurredAt) return left.occurredAt - right.occurredAt
  return left.eventKey < right.eventKey ? -1 : left.eventKey > right.eventKey ? 1 : 0
}

/** (source, order number) as one string: `shopify/demo:1001`. */
export function orderKey(source: string, orderId: string): string {
  return `${source}:${orderId}`
}

/** The order after one more event about it. `state` is null before the first. */
export function evolveOrder(
  state: OrderState | null,
  event: CanonicalEvent,
  change: OrderChange,
): OrderState {
  const moment: Moment = { occurredAt: event.occurredAt, eventKey: eventKey(event) }
  const isEarliest = state === null || compareMoments(moment, state.placedBy) < 0
  const before = state ?? emptyOrder(event, change, moment)
  const placed = isEarliest
    ? {
        kind: change.kind,
        channel: event.channel,
        currency: change.currency,
        placedAt: event.occurredAt,
        placedBy: moment,
      }
    : {}
  return {
    ...before,
    ...placed,
    ...content(before, change, moment),
    refunds: change.refund === undefined ? before.refunds : addRefund(before.refunds, change.refund),
    isCancelled: before.isCancelled || change.change === 'cancelled',
    isRefundedWhole: before.isRefundedWhole || (change.change === 'refunded' && change.refund === undefined),
  }
}

function content(
  before: OrderState,
  change: OrderChange,
  moment: Moment,
): Pick<OrderState, 'whole' | 'totalMinor' | 'lines'> {
  const { whole, totalMinor, lines } = before
  // A refund or a cancellation names the order; what was bought is told by the events that place and update it.
  if (change.change === 'refunded' || change.change === 'cancelled') return { whole, totalMinor, lines }
  if (change.linesAre === 'part') {
    return { whole, totalMinor, lines: whole === null ? addLines(lines, change.lines) : lines }
  }
  if (whole !== null && compareMoments(moment, whole) < 0) return { whole, totalMinor, lines }
  return { whole: moment, totalMinor: change.totalMinor ?? null, lines: addLines({}, change.lines) }
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

function sortText({ productId, quantity, amountMinor, name, category }: OrderLine): string {
  return JSON.stringify([amountMinor, quantity, productId, name, category])
}

function emptyOrder(event: CanonicalEvent, change: OrderChange, moment: Moment): OrderState {
  return {
    orderId: change.orderId,
    source: event.source,
    kind: change.kind,
    channel: event.channel,
    currency: change.currency,
    placedAt: event.occurredAt,
    placedBy: moment,
    whole: null,
    totalMinor: null,
    lines: {},
    refunds: {},
    isCancelled: false,
    isRefundedWhole: false,
  }
}

/** What counts as revenue, in minor units: the total (else the sum of the lines) less refunds; 0 once all is off. */
export function orderAmountMinor(order: OrderState): number {
  if (order.isCancelled || order.isRefundedWhole) return 0
  let amountMinor = order.totalMinor ?? 0
  if (order.totalMinor === null)
    for (const line of Object.values(order.lines)) amountMinor += line.amountMinor
  for (const refundMinor of Object.values(order.refunds)) amountMinor -= refundMinor
  return amountMinor
}

export type OrderStatus = 'placed' | 'cancelled' | 'refunded' | 'partly-refunded'

export function orderStatus(order: OrderState): OrderStatus {
  if (order.isCancelled) return 'cancelled'
  if (order.isRefundedWhole) return 'refunded'
  if (Object.keys(order.refunds).length === 0) return 'placed'
  return orderAmountMinor(order) <= 0 ? 'refunded' : 'partly-refunded'
}
