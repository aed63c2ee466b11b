import type { IdentifierKey } from '../identity/identifier.ts'
import type { CustomerState } from './customer-state.ts'
import type { OrderState } from './order-state.ts'
import type { ProfileFacts } from './profile-facts.ts'

/** One event for one customer. The event travels as JSON text, which crosses the object border fastest. */
export interface IngestEvent {
  readonly eventKey: string
  /** Its usable identifiers. */
  readonly keys: readonly IdentifierKey[]
  readonly event: string
}

export interface IngestCustomer {
  readonly customerId: string
  readonly events: readonly IngestEvent[]
  /** On a merge: the version of the customer that hands over, which the result must exceed. */
  readonly exceedsVersion?: number
}

/** What became of one customer of an ingest. */
export type IngestReply =
  | { readonly kind: 'moved'; readonly customerId: string; readonly survivorId: string }
  | {
      readonly kind: 'ingested'
      readonly customerId: string
      readonly version: number
      readonly facts: ProfileFacts
      /** The orders that the events are about, as they are now. */
      readonly orders: readonly { readonly orderKey: string; readonly state: OrderState }[]
    }

/** A customer as it is stored and travels. */
export interface StoredCustomer {
  readonly customerId: string
  readonly version: number
  readonly mergedInto: string | null
  /** JSON of a {@link CustomerState}. */
  readonly state: string
}

export interface CustomerRecord {
  readonly customerId: string
  readonly version: number
  readonly mergedInto: string | null
  readonly state: CustomerState
}

export interface TimelineEntry {
  readonly occurredAt: number
  readonly eventKey: string
  readonly keys: readonly IdentifierKey[]
  readonly event: string
}

/** Where a page of a timeline ended. */
export type TimelineCursor = Pick<TimelineEntry, 'occurredAt' | 'eventKey'>
