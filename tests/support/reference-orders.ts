import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderLine } from '#shared/events/order-change.ts'
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
  /** The lines that hold; not a part of what D1 keeps. */
  readonly lines: readonly OrderLine[]
}

/** What the events of one order come to: sorted first, then read from the first to the last. */
export function referenceOrder(events: readonly CanonicalEvent[]): ReferenceOrder {
  const sorted = [...events].sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1))
  const [first] = sorted
  if (first?.order === undefined) throw new Error('an order without events')
  const changes = sorted.flatMap((event) => event.order ?? [])
  const telling = changes.filter(({ change }) => change === 'placed' || change === 'updated')
  const whole = telling.findLast(({ linesAre }) => linesAre === 'all')
  const lines = new Map<string, OrderLine>()
  const told = (whole === undefined ? telling : [whole]).flatMap((change) => change.lines)
  // Told twice with different content, the line that sorts last holds; of a refund, the larger amount.
  for (const line of sortedBy(told, lineText)) lines.set(line.lineId, line)
  const refunds = new Map<string, number>()
  const given = changes.flatMap(({ refund }) => refund ?? [])
  for (const refund of given.sort((left, right) => left.amountMinor - right.amountMinor)) {
    refunds.set(refund.refundId, refund.amountMinor)
  }
  const paidMinor = whole?.totalMinor ?? sum([...lines.values()].map((line) => line.amountMinor))
  const keptMinor = paidMinor - sum([...refunds.values()])
  const isCancelled = changes.some(({ change }) => change === 'cancelled')
  const isGivenBack = changes.some(({ change, refund }) => change === 'refunded' && refund === undefined)
  return {
    kind: first.order.kind,
    channel: first.channel,
    currency: first.order.currency,
    placedAt: first.occurredAt,
    status: isCancelled
      ? 'cancelled'
      : isGivenBack || (refunds.size > 0 && keptMinor <= 0)
        ? 'refunded'
        : refunds.size > 0
          ? 'partly-refunded'
          : 'placed',
    amountMinor: isCancelled || isGivenBack ? 0 : keptMinor,
    lineCount: lines.size,
    lines: [...lines.values()],
  }
}

function lineText({ amountMinor, quantity, productId, name, category }: OrderLine): string {
  return JSON.stringify([amountMinor, quantity, productId, name, category])
}

function sortKey(event: CanonicalEvent): string {
  return `${String(event.occurredAt).padStart(16, '0')} ${event.source}:${event.id}`
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
