import type { IdentifierKey } from './identifier.ts'
import type { Link } from './limits.ts'

/** How an event found its customer. */
export type ResolutionRule =
  | 'no-identifier'
  | 'shared-identifiers'
  | 'suppressed'
  | 'new-customer'
  | 'known-customer'
  | 'merged'
  | 'kept-apart'
  | 'needs-review'

export interface Resolution {
  /** The customer the event belongs to; null for an event that names nobody. */
  readonly customerId: string | null
  /** The customer it belonged to before any merge; the one it goes back to when merges are undone. */
  readonly homeId: string | null
  readonly rule: ResolutionRule
  /** Those of the event's identifiers that are not that customer's; absent when all are. */
  readonly foreignKeys?: readonly IdentifierKey[]
}

/** Why two customers became one. */
export type MergeRule = 'shared-identifiers' | 'source-statement' | 'person' | 'matcher' | 'split-undone'

/** `mergedId` turned out to be `survivorId`. */
export interface Merge {
  readonly survivorId: string
  readonly mergedId: string
  readonly rule: MergeRule
  /** The event that tied the two together; empty when a person or the matcher did. */
  readonly eventKey: string
  /** The identifiers of the event that tied the two together. */
  readonly keys: readonly IdentifierKey[]
}

/** Why a person is asked. */
export const reviewReasons = [
  'too-many-customers',
  'shared-device',
  'identifier-limit',
  'source-says-same',
  'shared-identifier',
  'match',
] as const
export type ReviewReason = (typeof reviewReasons)[number]

/** A question for a person about these customers. */
export interface Review {
  readonly reason: ReviewReason
  /** One open question for each subject: a pair of customers, an event, an identifier. */
  readonly subject: string
  readonly customerIds: readonly string[]
  readonly eventKey: string
  readonly keys: readonly IdentifierKey[]
}

/** An identifier brought two people together, or nearly: when that happens often, it belongs to neither. */
export interface Tie {
  readonly key: IdentifierKey
  readonly partner: string
}

/** An identifier that turned out to be shared: it stays where it is, and names nobody from now on. */
export interface Demotion {
  readonly key: IdentifierKey
  /** The customer whose events have to be looked at again. */
  readonly customerId: string
  readonly eventKey: string
}

/** What a batch of events changes in a tenant's identity. */
export interface ResolvedBatch {
  /** One for each claim, in order. */
  readonly resolutions: readonly Resolution[]
  /** Identifiers that had no owner before, with the customer that has them now. */
  readonly newOwners: ReadonlyMap<IdentifierKey, string>
  readonly newCustomerIds: readonly string[]
  /** Customers, new or known, that got identifiers, with all their identifiers as they are now. */
  readonly changedLinks: ReadonlyMap<string, readonly Link[]>
  readonly merges: readonly Merge[]
  readonly reviews: readonly Review[]
  readonly ties: readonly Tie[]
  readonly demotions: readonly Demotion[]
}
