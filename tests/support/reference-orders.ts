import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderChange, OrderLine } from '#shared/events/order-change.ts'
import { sortedBy } from './platform-picture.ts'

/** An order as it comes out when all of its events are known, found the slow way. */
export interface ReferenceOrder {
  readonly kind: string
  readonly channel: string
  readonly currency: string
  readonly placedAt: number
  readonly status: string
  readonly amountMinor: number
  readonly lineCount: number
}

export interface ReferenceOrderDetails extends ReferenceOrder {
  /** The lines that hold. */
  readonly lines: readonly OrderLine[]
  /** What the amount is worth by the rate noted with it, not rounded; null without one. */
  readonly converted: { readonly currency: string; readonly exactMinor: number } | null
  readonly paidAt: number | null
  readonly fulfilledAt: number | null
  readonly storeId: string | null
  /** What it comes to before refunds. */
  readonly grossMinor: number
  /** Tax, shipping and discount. */
  readonly parts: readonly (number | null)[]
}

/** The shop and number that an event's order has, as `shopify/demo:1001`. */
export function referenceOrderKey({ source, order }: CanonicalEvent): string {
  if (order === undefined) throw new Error('the event is about no order')
  return `${order.shop === undefined ? source : order.shop}:${order.orderId}`
}

/**
 * What the events of one order come to: sorted first, then read from the first to the last. An order that nobody tells
 * as a whole has the lines that `partTellers` tell.
 */
export function referenceOrder(
  events: readonly CanonicalEvent[],
  partTellers: readonly CanonicalEvent[] = events,
): ReferenceOrderDetails {
  const changes = (of: readonly CanonicalEvent[]) => of.flatMap((event) => event.order ?? [])
  const placing = placingEvent(events)
  const telling = sortedBy(events, sortKey).filter(tells)
  const wholes = telling.filter((event) => event.order?.linesAre === 'all')
  const whole = (wholes.some(isShops) ? wholes.filter(isShops) : wholes).at(-1)?.order
  const content = whole ?? placingEvent(partTellers).order
  const lines = new Map<string, OrderLine>()
  const told = whole === undefined ? changes(partTellers.filter(tells)) : [whole]
  // Told twice with different content, the line that sorts last holds.
  for (const line of sortedBy(
    told.flatMap((change) => change.lines),
    lineText,
  ))
    lines.set(line.lineId, line)
  const shopsRefunds = largestRefunds(changes(events.filter(isShops)))
  const refunds =
    shopsRefunds.size > 0 ? shopsRefunds : largestRefunds(changes(events.filter((event) => !isShops(event))))
  const headsOfParts = sortedBy(partTellers, sortKey).filter(
    (event) => tells(event) && event.order?.totalMinor !== undefined,
  )
  const headOfParts = (headsOfParts.some(isShops) ? headsOfParts.filter(isShops) : headsOfParts).at(-1)
  const amounts = whole ?? headOfParts?.order
  const paidMinor = amounts?.totalMinor ?? sum([...lines.values()].map((line) => line.amountMinor))
  const keptMinor = paidMinor - sum([...refunds.values()])
  const happened = (change: string) =>
    events.filter(({ order }) => order?.change === change).map(({ occurredAt }) => occurredAt)
  const isGivenBack = changes(events).some(
    ({ change, refund }) => change === 'refunded' && refund === undefined,
  )
  const isOff = happened('cancelled').length > 0 || isGivenBack
  const amountMinor = isOff ? 0 : keptMinor
  return {
    kind: placing.order.kind,
    channel: placing.channel,
    currency: content?.currency ?? '',
    placedAt: placing.order.placedAt ?? placing.occurredAt,
    status:
      happened('cancelled').length > 0
        ? 'cancelled'
        : isGivenBack || (refunds.size > 0 && keptMinor <= 0)
          ? 'refunded'
          : refunds.size > 0
            ? 'partly-refunded'
            : (['fulfilled', 'paid'].find((change) => happened(change).length > 0) ?? 'placed'),
    amountMinor,
    lineCount: lines.size,
    lines: [...lines.values()],
    converted: content === undefined ? null : converted(content, amountMinor),
    paidAt: first(happened('paid')),
    fulfilledAt: first(happened('fulfilled')),
    storeId: amounts?.storeId ?? null,
    grossMinor: paidMinor,
    parts: [amounts?.taxMinor, amounts?.shippingMinor, amounts?.discountMinor].map((part) => part ?? null),
  }
}

type OrderEvent = CanonicalEvent & { readonly order: OrderChange }

/** The event that says when, where and what kind of order it was: the earliest of those that know best. */
function placingEvent(events: readonly CanonicalEvent[]): OrderEvent {
  const ofOrder = events.filter((event): event is OrderEvent => event.order !== undefined)
  const knowing = ofOrder.filter((event) => tells(event) || event.order.placedAt !== undefined)
  const best = [knowing.filter(isShops), knowing, ofOrder].find((some) => some.length > 0) ?? []
  const [placing] = sortedBy(best, (event) => sortKey(event, event.order.placedAt))
  if (placing === undefined) throw new Error('an order without events')
  return placing
}

function tells({ order }: CanonicalEvent): boolean {
  return ['placed', 'updated', 'paid', 'fulfilled'].includes(order?.change ?? '')
}

function isShops({ source, order }: CanonicalEvent): boolean {
  return order?.shop === undefined || order.shop === source
}

function largestRefunds(changes: readonly OrderChange[]): Map<string, number> {
  const refunds = changes.flatMap(({ refund }) => refund ?? [])
  refunds.sort((left, right) => left.amountMinor - right.amountMinor)
  return new Map(refunds.map(({ refundId, amountMinor }) => [refundId, amountMinor]))
}

const digits = new Map([['JPY', 0]])

function converted(
  { exchangeRate, currency }: OrderChange,
  amountMinor: number,
): ReferenceOrderDetails['converted'] {
  if (exchangeRate === undefined || exchangeRate.currency === currency) return null
  const { rate, currency: target } = exchangeRate
  const major = amountMinor / 10 ** (digits.get(currency) ?? 2)
  return { currency: target, exactMinor: major * rate * 10 ** (digits.get(target) ?? 2) }
}

function lineText({ amountMinor, quantity, productId, name, category, sku }: OrderLine): string {
  return JSON.stringify([amountMinor, quantity, productId, name, category, sku])
}

function sortKey(event: CanonicalEvent, at = event.occurredAt): string {
  return `${String(at).padStart(16, '0')} ${event.source}:${event.id}`
}

function first(moments: readonly number[]): number | null {
  return moments.length === 0 ? null : Math.min(...moments)
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
