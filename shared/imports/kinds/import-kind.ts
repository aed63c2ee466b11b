import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { ConfirmedMapping } from '../confirm-mapping.ts'
import type { RejectPlace, RowReject } from '../row-reject.ts'
import type { WaitingOrder } from './order-lines/waiting-order.ts'

/** A row that could be read, as one line of a bucket. Rows of one group meet in one bucket. */
export interface ReadRow {
  readonly group: string
  readonly line: string
  /** Groups beside one another share a bucket where they can, which makes them quicker to take in. Absent: beside none. */
  readonly beside?: string
}

/** What the rows of one thing (an order, a product) became. */
export interface ImportedRecord {
  readonly events: CanonicalEvent[]
  readonly rejects: RowReject[]
  /** Lines of an order that another file tells of, with their rows. */
  readonly waiting?: { readonly order: WaitingOrder; readonly rows: readonly RejectPlace[] }
}

/** Gathers the rows of one bucket, in the order of the file. */
export interface RecordCollector {
  /** Takes a row; returns the reject when it does not go with the others of its group. */
  add(line: string): RowReject | undefined
  /** What became of them, made as it is asked for. To be called once, when all rows are there. */
  records(): Iterable<ImportedRecord>
}

/** Whose file it is, and when it came. Moments are epoch ms. */
export interface FileOrigin {
  /** ISO 3166 alpha-2: the country by which phone numbers without one are read first. */
  readonly shopCountry: string
  /** When it was uploaded: what it says without a date, it says of that moment. */
  readonly uploadedAtMs: number
  readonly receivedAtMs: number
}

/** What a kind of file does with its rows. Both functions are total: what cannot be read is a reject. */
export interface ImportKindWork {
  rowReader(
    columns: readonly string[],
    mapping: ConfirmedMapping,
    shopCountry: string,
  ): (cells: readonly string[], place: RejectPlace) => Result<ReadRow, RowReject>
  collector(mapping: ConfirmedMapping, origin: FileOrigin): RecordCollector
  /** Of a kind whose groups lie beside others: the group of a line of a bucket, and the line of the file. */
  readonly placeOfLine?: (line: string) => LinePlace
}

export interface LinePlace {
  readonly group: string
  readonly lineNumber: number
}
