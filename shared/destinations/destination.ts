import type * as z from 'zod'
import type { JsonObject } from '../kernel/json.ts'
import type { Failure, Result } from '../kernel/result.ts'
import type { BackfillFailure, VendorRequest, VendorResponse } from '../sources/backfill.ts'
import type { FieldError } from '../sources/mapping-failure.ts'
import type { Constants, FieldMapping } from './destination-rules.ts'

/** One customer as it is to be at an outside system. */
export interface OutgoingRecord {
  readonly customerId: string
  /** What it is matched by there: an e-mail address, or the customer's id. */
  readonly key: string
  /** The outside system's own name of it, once it has told; null: it may not be there yet. */
  readonly remoteId: string | null
  readonly properties: JsonObject
}

/** A record of ours that is to go. */
export interface RemovedRecord {
  readonly customerId: string
  readonly remoteId: string
}

/** `left`: no longer in the audience. `erased`: the person asked to be forgotten. */
export type RemovalReason = 'left' | 'erased'

/** What the outside system said about one record. */
export type RecordReply =
  | { readonly kind: 'taken'; readonly remoteId: string }
  | { readonly kind: 'refused'; readonly problem: string }
  /** It is not there any more under its `remoteId`. */
  | { readonly kind: 'gone' }

/** Why a call came to nothing. */
export type DeliveryFailure =
  | BackfillFailure
  /** One record or more is wrong, and the outside system took none of them. */
  | (Failure & { readonly kind: 'batch-refused'; readonly retryable: false; readonly afterSeconds: null })

/** A call and the records that it is about. */
export interface DeliveryCall<Item> {
  readonly request: VendorRequest
  readonly items: readonly Item[]
  /** One reply an item, in their order. */
  read(response: VendorResponse): Result<RecordReply[], DeliveryFailure>
}

/** How to bring records to one kind of outside system, with a destination's options already in it. Pure. */
export interface Deliverer {
  /** Field that says who a record is: without a value of it, the customer cannot be sent. */
  readonly keyField: 'email' | 'customerId'
  readonly maxRecordsPerCall: number
  /** Calls that create what is not there and update what is. Repeating one changes nothing. */
  upsert(records: readonly OutgoingRecord[]): DeliveryCall<OutgoingRecord>[]
  /** Calls that remove records; one that is gone already counts as taken. */
  remove(records: readonly RemovedRecord[], reason: RemovalReason): DeliveryCall<RemovedRecord>[]
}

/** What a destination's mapping says, checked before it is stored. */
export interface DestinationMapping {
  readonly fields: readonly FieldMapping[]
  readonly constants: Constants
}

/** One kind of outside system that customers can be sent to. */
export interface Destination<Options = unknown> {
  /** That of the source whose connections hold its credentials. */
  readonly name: string
  /** What a destination of this kind may be told beside its mapping. */
  readonly optionsSchema: z.ZodType<Options>
  /** What of a mapping this kind of system cannot take. */
  check(mapping: DestinationMapping, options: Options): FieldError[]
  deliverer(options: Options): Deliverer
}
