import type { CanonicalEvent } from '../../../events/event.ts'
import type { OrderChange } from '../../../events/order-change.ts'
import { hash53 } from '../../../kernel/hash.ts'
import { toMinorUnits } from '../../../kernel/money.ts'
import { asWritten } from '../../as-written.ts'
import { compareTexts } from '../../compare-texts.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { importSource } from '../../import-source.ts'
import { type RowReject, rowReject } from '../../row-reject.ts'
import type { FileOrigin } from '../import-kind.ts'
import { identifiersOf, traitsOf } from '../person.ts'
import type { CollectedOrder } from './collect-orders.ts'
import { fullestPerson } from './fullest-person.ts'
import { type ImportedLine, importedAmountMinor, orderLinesOf, priceField } from './imported-line.ts'
import type { ImportedHead, OrderRow } from './order-row.ts'

/** A larger order becomes several events, each a part of it. */
const maxEventLines = 1_000

const amountNames = {
  orderTotal: 'totalMinor',
  taxAmount: 'taxMinor',
  shippingAmount: 'shippingMinor',
  discountAmount: 'discountMinor',
} as const satisfies Record<keyof ImportedHead, keyof OrderChange>

/**
 * The events of one order, and the rows whose amount is too large to be money. The same rows give the same events in
 * whatever order they stand in the file: ids are made of content. An order with a line more than last time is a new event that
 * adds the line, because line ids are made of content as well. An order of which no row is a line is a head: its lines
 * may come in a file of their own.
 */
export function orderEvents(
  order: CollectedOrder,
  mapping: ConfirmedMapping,
  { shopCountry, receivedAtMs }: Pick<FileOrigin, 'shopCountry' | 'receivedAtMs'>,
): { events: CanonicalEvent[]; rejects: RowReject[] } {
  const currency = order.currency ?? mapping.currency
  const rejects: RowReject[] = []
  const rows: OrderRow[] = []
  const priced: { line: ImportedLine; amountMinor: number }[] = []
  for (const row of order.rows) {
    const { line } = row
    if (line !== undefined) {
      const amount = importedAmountMinor(line, currency)
      if (!amount.ok) {
        const column = mapping.columns[priceField(line.price)] ?? null
        rejects.push(rowReject('amount-too-large', row, column, line.price.decimal))
        continue
      }
      priced.push({ line, amountMinor: amount.value })
    }
    rows.push(row)
  }
  const lines = orderLinesOf(priced)
  const first = rows.reduce<OrderRow | undefined>(earlier, undefined)
  if (first === undefined) return { events: [], rejects }

  const kind = isCancellation(order.orderId, mapping.cancellationPrefix) ? 'cancellation' : 'order'
  const person = fullestPerson(rows)
  const traits = traitsOf(person)
  const amounts = amountsOf(order.head, currency)
  const events: CanonicalEvent[] = []
  for (let from = 0; from === 0 || from < lines.length; from += maxEventLines) {
    const content = {
      source: importSource,
      kind: 'track' as const,
      name: kind === 'cancellation' ? 'Order Cancelled' : 'Order Completed',
      channel: first.channel ?? mapping.channel,
      occurredAt: first.orderedAtMs,
      identifiers: identifiersOf(person, shopCountry),
      ...(traits !== undefined && { traits }),
      order: {
        orderId: order.orderId,
        change: 'placed' as const,
        kind,
        currency,
        lines: lines.slice(from, from + maxEventLines),
        linesAre: 'part' as const,
        ...amounts,
      } satisfies CanonicalEvent['order'],
    }
    const id = `order:${order.orderId}:${hash53(JSON.stringify(asWritten(content))).toString(36)}`
    events.push({ id, ...content, receivedAt: receivedAtMs })
  }
  return { events, rejects }
}

type HeadAmounts = Partial<Record<(typeof amountNames)[keyof ImportedHead], number>>

/** What the order comes to in all. The rows were read with amounts that every currency has room for. */
function amountsOf(head: ImportedHead, currency: string): HeadAmounts {
  const amounts: HeadAmounts = {}
  for (const [field, name] of Object.entries(amountNames) as [keyof ImportedHead, keyof HeadAmounts][]) {
    const amount = head[field] === undefined ? undefined : toMinorUnits(head[field], currency)
    // Some shops write what is taken off as a negative amount.
    if (amount?.ok) amounts[name] = name === 'discountMinor' ? Math.abs(amount.value) : amount.value
  }
  return amounts
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
