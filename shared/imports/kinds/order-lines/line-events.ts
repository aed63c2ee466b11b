import type { CanonicalEvent } from '../../../events/event.ts'
import { hash53 } from '../../../kernel/hash.ts'
import { importSource } from '../../import-source.ts'
import { importedAmountMinor, orderLinesOf } from '../orders/imported-line.ts'
import type { OrderHead } from './order-head.ts'
import type { WaitingOrder } from './waiting-order.ts'

/** A larger order becomes several events, each a part of it. */
const maxEventLines = 1_000

/**
 * The events that add lines to an order of which the head is known. The same lines of the same order give the same
 * events, in whatever order they stand; a line has the id that it would have in a file of whole orders.
 */
export function lineEvents(
  { orderId, lines: imported }: WaitingOrder,
  { kind, currency, channel, placedAt, identifiers }: OrderHead,
  receivedAtMs: number,
): CanonicalEvent[] {
  // Only lines whose amount every currency has room for are let in.
  const priced = imported.flatMap((line) => {
    const amount = importedAmountMinor(line, currency)
    return amount.ok ? [{ line, amountMinor: amount.value }] : []
  })
  const lines = orderLinesOf(priced)
  const events: CanonicalEvent[] = []
  for (let from = 0; from < lines.length; from += maxEventLines) {
    const content = {
      source: importSource,
      kind: 'track' as const,
      name: 'Order Updated',
      channel,
      occurredAt: placedAt,
      identifiers,
      order: {
        orderId,
        change: 'updated' as const,
        kind,
        currency,
        lines: lines.slice(from, from + maxEventLines),
        linesAre: 'part' as const,
      } satisfies CanonicalEvent['order'],
    }
    const id = `order-lines:${orderId}:${hash53(JSON.stringify(content)).toString(36)}`
    events.push({ id, ...content, receivedAt: receivedAtMs })
  }
  return events
}
