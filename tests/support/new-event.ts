import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderChange, OrderLine } from '#shared/events/order-change.ts'

/** Midday in UTC, 1 November 2026: when events of tests happen unless they say otherwise. */
export const testTimeMs = Date.UTC(2026, 10, 1, 12)

/** A plain event with the given parts in place of its own. */
export function newEvent(parts: Partial<CanonicalEvent> = {}): CanonicalEvent {
  return {
    id: 'event-1',
    source: 'tracking/web',
    kind: 'track',
    name: 'Something Done',
    channel: 'web',
    occurredAt: testTimeMs,
    receivedAt: testTimeMs,
    identifiers: [],
    ...parts,
  }
}

/** An order told as a whole and without lines, with the given parts in place of its own. */
export function newOrderChange(parts: Partial<OrderChange> = {}): OrderChange {
  return {
    orderId: '1',
    change: 'placed',
    kind: 'order',
    currency: 'GBP',
    lines: [],
    linesAre: 'all',
    ...parts,
  }
}

export function newOrderLine(lineId: string, amountMinor: number, parts: Partial<OrderLine> = {}): OrderLine {
  return { lineId, productId: `product-${lineId}`, quantity: 1, amountMinor, ...parts }
}
