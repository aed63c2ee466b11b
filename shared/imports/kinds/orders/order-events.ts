import type { CanonicalEvent } from '../../../events/event.ts'
import type { OrderLine } from '../../../events/order-change.ts'
import { hash53 } from '../../../kernel/hash.ts'
import { lineAmountMinor, toMinorUnits } from '../../../kernel/money.ts'
import type { Result } from '../../../kernel/result.ts'
import { compareTexts } from '../../compare-texts.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { importSource } from '../../import-source.ts'
import { type RowReject, rowReject } from '../../row-reject.ts'
import { identifiersOf, traitsOf } from '../person.ts'
import type { CollectedOrder } from './collect-orders.ts'
import { fullestPerson } from './fullest-person.ts'
import type { OrderRow } from './order-row.ts'

/** A larger order becomes several events, each a part of it. */
const maxEventLines = 1_000

/**
 * The events of one order, and the rows whose amount is too large to be money. The same rows give the same events in
 * whatever order they stand in the file: ids are made of content. An order with a line more than last time is a new event that
 * adds the line, because line ids are made of content as well.
 */
export function orderEvents(
  order: CollectedOrder,
  mapping: ConfirmedMapping,
  receivedAtMs: number,
): { events: CanonicalEvent[]; rejects: RowReject[] } {
  const currency = order.currency ?? mapping.currency
  const rejects: RowReject[] = []
  const rows: OrderRow[] = []
  const unnumbered: Omit<OrderLine, 'lineId'>[] = []
  for (const row of order.rows) {
    const amount = amountMinor(row, currency)
    if (amount.ok) {
      rows.push(row)
      unnumbered.push(lineOf(row, amount.value))
    } else
      rejects.push(
        rowReject('amount-too-large', row, mapping.columns[priceField(row)] ?? null, row.price.decimal),
      )
  }
  const lines = numberLines(unnumbered)
  const first = rows.reduce<OrderRow | undefined>(earlier, undefined)
  if (first === undefined) return { events: [], rejects }

  const kind = isCancellation(order.orderId, mapping.cancellationPrefix) ? 'cancellation' : 'order'
  const person = fullestPerson(rows)
  const traits = traitsOf(person)
  const events: CanonicalEvent[] = []
  for (let from = 0; from < lines.length; from += maxEventLines) {
    const content = {
      source: importSource,
      kind: 'track' as const,
      name: kind === 'cancellation' ? 'Order Cancelled' : 'Order Completed',
      channel: first.channel ?? mapping.channel,
      occurredAt: first.orderedAtMs,
      identifiers: identifiersOf(person),
      ...(traits !== undefined && { traits }),
      order: {
        orderId: order.orderId,
        change: 'placed' as const,
        kind,
        currency,
        lines: lines.slice(from, from + maxEventLines),
        linesAre: 'part' as const,
      } satisfies CanonicalEvent['order'],
    }
    const id = `order:${order.orderId}:${hash53(JSON.stringify(content)).toString(36)}`
    events.push({ id, ...content, receivedAt: receivedAtMs })
  }
  return { events, rejects }
}

function amountMinor(row: OrderRow, currency: string): Result<number> {
  return row.price.of === 'line'
    ? toMinorUnits(row.price.decimal, currency)
    : lineAmountMinor(row.quantity, row.price.decimal, currency)
}

function priceField(row: OrderRow): 'lineAmount' | 'unitPrice' {
  return row.price.of === 'line' ? 'lineAmount' : 'unitPrice'
}

function lineOf(row: OrderRow, amountMinor: number): Omit<OrderLine, 'lineId'> {
  return {
    productId: row.productId,
    ...(row.productName !== undefined && { name: row.productName }),
    ...(row.category !== undefined && { category: row.category }),
    quantity: Number(row.quantity),
    amountMinor,
  }
}

/** Sorts lines by content and names each by it; equal lines are told apart by their number. */
function numberLines(lines: readonly Omit<OrderLine, 'lineId'>[]): OrderLine[] {
  const keyed = lines.map((line) => {
    const key = hash53(JSON.stringify([line.productId, line.quantity, line.amountMinor])).toString(36)
    return { key, sortKey: `${line.productId}\n${key}\n${line.name}\n${line.category}`, line }
  })
  keyed.sort((left, right) => compareTexts(left.sortKey, right.sortKey))
  const occurrences = new Map<string, number>()
  return keyed.map(({ key, line }) => {
    const occurrence = (occurrences.get(key) ?? 0) + 1
    occurrences.set(key, occurrence)
    return { lineId: `${key}.${occurrence}`, ...line }
  })
}

function earlier(left: OrderRow | undefined, right: OrderRow): OrderRow {
  if (left === undefined) return right
  const difference =
    right.orderedAtMs - left.orderedAtMs || compareTexts(right.channel ?? '', left.channel ?? '')
  return difference < 0 ? right : left
}

/** "C536379" is one where the prefix is "C"; "CARD-1" is not. */
function isCancellation(orderId: string, prefix: string | undefined): boolean {
  return (
    prefix !== undefined &&
    prefix !== '' &&
    orderId.startsWith(prefix) &&
    /^\d+$/.test(orderId.slice(prefix.length))
  )
}
