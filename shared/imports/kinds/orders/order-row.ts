import type { Channel } from '../../../events/event.ts'
import type { ImportedPerson } from '../person.ts'
import type { ImportedLine } from './imported-line.ts'

/**
 * One row of an orders file, read: one line of one order, what the order comes to as a whole, or both. Numbers are plain
 * decimal texts; they become money once the order's currency is known, which another row may name.
 */
export interface OrderRow {
  readonly lineNumber: number
  /** The line as it stands in the file, for the rejects file. */
  readonly record: string
  readonly orderId: string
  readonly orderedAtMs: number
  /** Absent: the row is the head of its order. */
  readonly line?: ImportedLine
  readonly head?: ImportedHead
  readonly currency?: string
  readonly channel?: Channel
  readonly person: ImportedPerson
}

/** What an order comes to as a whole, as plain decimal texts. Nothing without the total. */
export interface ImportedHead {
  readonly orderTotal?: string
  readonly taxAmount?: string
  readonly shippingAmount?: string
  readonly discountAmount?: string
}
