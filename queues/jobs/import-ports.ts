import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { UndoPlace } from '#shared/imports/import-undo.ts'
import type { OrderHead } from '#shared/imports/kinds/order-lines/order-head.ts'
import type { ImportMessage } from '../messages.ts'

/** What a step of an import changes in the import's row. */
export type ImportChanges = Partial<Omit<CustomerImportRow, 'tenantId' | 'importId' | 'step'>>

/** The rows of one tenant's imports. */
export interface ImportRows {
  find(importId: string): Promise<CustomerImportRow | undefined>
  /** Makes the changes and raises `step` by one, unless the step has moved on since `seen`; tells whether it did. */
  advance(seen: CustomerImportRow, changes: ImportChanges): Promise<boolean>
}

/** Where the uploaded file and what is made of it lie. Writing an object again replaces it. */
export interface ImportFiles {
  /** The bytes of an object, or of a range of it cut at its end; undefined when there is no such object. */
  read(key: string, range?: { offset: number; length: number }): Promise<Uint8Array | undefined>
  write(key: string, text: string): Promise<void>
  /** Keys of the objects in a folder, sorted. */
  list(folder: string): Promise<string[]>
  remove(keys: readonly string[]): Promise<void>
}

/** The tenant's event log. */
export interface ImportLog {
  /**
   * Durable once it returns. An event the log has already is a duplicate and changes nothing. `importId`: the import
   * that tells the events, when it is another than the one whose step this is.
   */
  append(
    events: readonly CanonicalEvent[],
    receivedAtMs: number,
    importId?: string,
  ): Promise<{ acceptedCount: number; duplicateCount: number }>
  /** When the log received the oldest event that is not visible everywhere yet; undefined when all are. */
  oldestUnsettledMs(): Promise<number | undefined>
}

/** What is known of the orders that files tell of. */
export interface ImportOrders {
  /**
   * The heads of those orders that are visible, by number. `forgotten`: it was somebody's who has been erased.
   */
  heads(orderIds: readonly string[]): Promise<Map<string, OrderHead | 'forgotten'>>
}

/** Everything an import step needs of the world, for one tenant. */
export interface ImportPorts {
  /** ISO 3166 alpha-2. */
  readonly shopCountry: string
  readonly imports: ImportRows
  readonly files: ImportFiles
  readonly log: ImportLog
  readonly orders: ImportOrders
  /** Takes back the next piece of the import; see the function of that name. */
  withdrawPiece(at: UndoPlace): Promise<UndoPlace | undefined>
  readonly queue: { send(message: ImportMessage, delaySeconds: number): Promise<void> }
  nowMs(): number
}
