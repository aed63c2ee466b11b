import type { ProductView } from '../features/product-views.ts'
import type { IdentifierKey } from '../identity/identifier.ts'
import type { CustomerState } from './customer-state.ts'
import type { OrderFacts } from './order-facts.ts'
import type { ProfileFacts } from './profile-facts.ts'

/** One event for one customer. The event travels as JSON text, which crosses the object border fastest. */
export interface IngestEvent {
  readonly eventKey: string
  /** Its usable identifiers. */
  readonly keys: readonly IdentifierKey[]
  /** Those of them that are somebody else's, or nobody's. */
  readonly foreignKeys?: readonly IdentifierKey[]
  /** The customer it was attributed to before any merge. */
  readonly homeId: string
  readonly event: string
}

export interface IngestCustomer {
  readonly customerId: string
  readonly events: readonly IngestEvent[]
  /** The number of the last decision about identity that was known when it was found out that this is theirs. */
  readonly decidedUpTo: number
  /** The decision about identity that this carries out, if it does. */
  readonly operation?: number
  /** On a merge or a split: the version of the customer that hands over, which the result must exceed. */
  readonly exceedsVersion?: number
}

/** An order as a customer tells of it, and the version of the customer in which it last had news of it. */
export interface ToldOrder extends OrderFacts {
  readonly version: number
}

/** A customer that took events, as it is now. */
export interface IngestedCustomer {
  readonly kind: 'ingested'
  readonly customerId: string
  readonly version: number
  readonly facts: ProfileFacts
  /** As text, see `activityText`; absent when these events changed nothing in it. */
  readonly activity?: string
  /** The orders that the events are about, as they are now. */
  readonly orders: readonly ToldOrder[]
}

/** All that a customer tells, for making its rows again. One that was merged away or erased tells of no orders. */
export interface Restatement {
  readonly customerId: string
  readonly version: number
  readonly mergedInto: string | null
  readonly isErased: boolean
  readonly facts: ProfileFacts
  /** As text, see `activityText`. */
  readonly activity: string
  readonly orders: readonly ToldOrder[]
}

/** What became of one customer of an ingest. */
export type IngestReply =
  | IngestedCustomer
  /** Merged away: the events have to be resolved again. */
  | { readonly kind: 'moved'; readonly customerId: string; readonly survivorId: string }
  /** A later decision has changed whose events these are: they have to be resolved again. */
  | { readonly kind: 'stale'; readonly customerId: string }
  | { readonly kind: 'erased'; readonly customerId: string }

/** What a customer looked at, the earliest first. */
export interface CustomerViews {
  readonly customerId: string
  readonly views: readonly ProductView[]
}

/** The events by which a customer's orders were placed, as JSON text by order. */
export interface OrderPlacings {
  readonly customerId: string
  readonly isErased: boolean
  readonly events: readonly { readonly orderKey: string; readonly event: string }[]
}

/** A step of a decision, done in one customer; stale when a later decision has been carried out there. */
export type StepReply = { readonly kind: 'done'; readonly version: number } | { readonly kind: 'stale' }

/** A decision about a customer. */
export interface CustomerStep {
  readonly customerId: string
  /** Its number. */
  readonly operation: number
}

/** A tombstone: its version, and what lists knew of the customer before. */
export type RedirectReply =
  | { readonly kind: 'done'; readonly version: number; readonly facts: ProfileFacts }
  | { readonly kind: 'stale' }

/** An event of a customer whose home or foreign identifiers a decision has changed. */
export type ChangedEvent = Pick<TimelineEntry, 'occurredAt' | 'eventKey' | 'homeId' | 'foreignKeys'>

/** What a decision takes away from a customer, or changes in it. */
export interface Revision {
  /** The last decision that whoever found this out knew of. */
  readonly decidedUpTo: number
  /** Events that are somebody else's now. */
  readonly removed: readonly string[]
  /** Events that stay, with what is new about them. */
  readonly changed: readonly ChangedEvent[]
  /** When orders are taken away: the version that those who have them now have exceeded. */
  readonly exceededVersion?: number
}

/** What a decision changes in one customer of several. */
export interface CustomerRevision {
  readonly customerId: string
  readonly revision: Revision
}

/** Outgrown: its version is higher than those who take its orders knew, and it may have told of them in it. */
export type RevisionReply =
  | IngestedCustomer
  | { readonly kind: 'stale' }
  | { readonly kind: 'outgrown'; readonly version: number }

/** What a customer, or a guest's order, says of some orders. */
export interface OrderTelling {
  readonly version: number
  readonly orders: readonly ToldOrder[]
}

/** Orders that somebody is asked about. */
export interface OrderQuestion {
  readonly customerId: string
  readonly orderKeys: readonly string[]
}

/** A customer as it is stored and travels. */
export interface StoredCustomer {
  readonly customerId: string
  readonly version: number
  readonly mergedInto: string | null
  readonly isErased: boolean
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
  readonly foreignKeys: readonly IdentifierKey[]
  readonly homeId: string
  readonly event: string
}

/** Where a page of a timeline ended. */
export type TimelineCursor = Pick<TimelineEntry, 'occurredAt' | 'eventKey'>
