import type { Channel } from '../../../events/event.ts'
import type { ImportedPerson } from '../person.ts'

/**
 * One row of an orders file, read: one line of one order. Numbers are plain decimal texts; they become money once the
 * order's currency is known, which another row may name.
 */
export interface OrderRow {
  readonly lineNumber: number
  /** The line as it stands in the file, for the rejects file. */
  readonly record: string
  readonly orderId: string
  readonly orderedAtMs: number
  readonly productId: string
  readonly productName?: string
  readonly category?: string
  readonly quantity: string
  /** The price of one unit or of the whole line. */
  readonly price: { readonly of: 'unit' | 'line'; readonly decimal: string }
  readonly currency?: string
  readonly channel?: Channel
  readonly person: ImportedPerson
}

/** An OrderRow as one line of a bucket object. */
export function writeOrderRow(row: OrderRow): string {
  return JSON.stringify(row)
}

/** Reads what {@link writeOrderRow} wrote. */
export function readWrittenOrderRow(line: string): OrderRow {
  return JSON.parse(line) as OrderRow
}
