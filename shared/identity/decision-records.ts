import type { Failure } from '../kernel/result.ts'
import type { MergeRule, Resolution, ReviewReason } from './decisions.ts'
import type { IdentifierKey } from './identifier.ts'
import type { Link } from './limits.ts'

/** A merge as it is written down. `version` goes up with every change of the record. */
export interface MergeRecord {
  readonly mergeId: string
  readonly survivorId: string
  readonly mergedId: string
  readonly mergedAtMs: number
  readonly rule: MergeRule
  readonly ruleVersion: number
  /** The event that tied the two together; empty when a person or the matcher did. */
  readonly eventKey: string
  /** The identifiers of that event. */
  readonly keys: readonly IdentifierKey[]
  /** Who decided it; null for a rule. */
  readonly decidedBy: string | null
  readonly undoneAtMs: number | null
  readonly undoneBy: string | null
  readonly version: number
}

/** Identifiers taken out of a customer, into a customer of their own. */
export interface SplitRecord {
  readonly splitId: string
  readonly customerId: string
  readonly newCustomerId: string
  readonly keys: readonly IdentifierKey[]
  readonly splitAtMs: number
  readonly decidedBy: string
  readonly undoneAtMs: number | null
  readonly undoneBy: string | null
  readonly version: number
}

export const reviewStatuses = ['open', 'merged', 'kept-apart', 'split', 'not-shared', 'withdrawn'] as const
export type ReviewStatus = (typeof reviewStatuses)[number]

/** One thing that was done with a review: the audit trail. */
export interface ReviewAct {
  readonly atMs: number
  readonly by: string
  readonly act: 'opened' | 'assigned' | Exclude<ReviewStatus, 'open'>
  readonly note: string
}

/** How much one field speaks for two customers being one person: log2 of the Bayes factor, in bits. */
export interface MatchContribution {
  readonly field: string
  /** What was found: "exact", "similar", "different" ... */
  readonly level: string
  readonly weight: number
  readonly left: string
  readonly right: string
}

/** A pair of customers that the matcher takes for one person. */
export interface ProposedMatch {
  readonly customerIds: readonly [string, string]
  /** Bits. */
  readonly matchWeight: number
  readonly contributions: readonly MatchContribution[]
}

/** A question for a person, as it is written down. */
export interface ReviewRecord {
  readonly reviewId: string
  readonly openedAtMs: number
  readonly reason: ReviewReason
  readonly subject: string
  readonly eventKey: string
  /** The customers as they were when the question came up. */
  readonly customerIds: readonly string[]
  readonly keys: readonly IdentifierKey[]
  /** Bits; null unless the matcher asked. */
  readonly matchWeight: number | null
  readonly contributions: readonly MatchContribution[]
  readonly status: ReviewStatus
  readonly assignedTo: string | null
  readonly decidedAtMs: number | null
  readonly decidedBy: string | null
  readonly history: readonly ReviewAct[]
  readonly version: number
}

/** The tables in which the directory keeps what has rows in D1. */
export type IdentityTable = 'customer' | 'merge_history' | 'manual_merge_queue' | 'identity_split'

/** What has changed in the records since they were last projected. */
export interface IdentityRecords {
  readonly merges: readonly MergeRecord[]
  readonly reviews: readonly ReviewRecord[]
  readonly splits: readonly SplitRecord[]
}

/**
 * Work that follows from a decision and has to be done in the customer objects, in the order of `operation`.
 *
 * - `hand-over`: `customerId` was merged into `targetId`; its timeline goes there.
 * - `separate`: some events of `customerId` belong to other customers now; `openedId` is a customer that begins anew.
 * - `withdraw`: events of `customerId` that only withdrawn imports told go; what is left may belong to others now.
 * - `erase`: `customerId` and everything it was made of is forgotten.
 */
export type OpenOperation =
  | {
      readonly kind: 'hand-over'
      readonly operation: number
      readonly customerId: string
      /** The survivor, or the customer that it has been merged into since. */
      readonly targetId: string
    }
  | {
      readonly kind: 'separate'
      readonly operation: number
      readonly customerId: string
      readonly openedId: string | null
    }
  | WithdrawOperation
  | EraseOperation

export interface WithdrawOperation {
  readonly kind: 'withdraw'
  readonly operation: number
  readonly customerId: string
  /** Customers that begin anew: their merges into this one were taken back. */
  readonly openedIds: readonly string[]
  /** Customers that stay part of this one. */
  readonly mergedIds: readonly string[]
  /** Identifiers changed hands, so each event that is left is decided again. */
  readonly hasReleased: boolean
}

export interface EraseOperation {
  readonly kind: 'erase'
  readonly operation: number
  readonly customerId: string
  readonly requestId: string
  /** Every customer it was made of, that one included. */
  readonly memberIds: readonly string[]
  /** `delete`: events up to `requestedAtMs` stay away. `suppress`: later ones too. */
  readonly mode: 'delete' | 'suppress'
  readonly requestedAtMs: number
  readonly requestedBy: string
  /** How many identifiers the directory forgot. */
  readonly identifierCount: number
}

export interface OpenOperations {
  /** The number of the last decision: whoever acts on this reply has seen all decisions up to it. */
  readonly decidedUpTo: number
  /** The oldest {@link operationsTogether} of them. */
  readonly operations: readonly OpenOperation[]
  readonly records: IdentityRecords
}

/** So many open operations, and records of each kind, are told at once; one reply has to cross the object border. */
export const operationsTogether = 500

export interface ResolveReply extends OpenOperations {
  /** One for each claim, in order. */
  readonly resolutions: readonly Resolution[]
}

/** Where an event that was resolved before belongs by now. */
export interface EventPlace {
  readonly customerId: string
  /** The customer it would belong to without any merge. */
  readonly homeId: string
  /** Those of its identifiers that are not that customer's. */
  readonly foreignKeys: readonly IdentifierKey[]
}

export interface EventPlaces {
  /** The number of the last decision that the places take into account. */
  readonly decidedUpTo: number
  /** One for each event, in order; null for one that the directory cannot place. */
  readonly places: readonly (EventPlace | null)[]
}

/** Versions of records that have been projected. */
export interface ProjectedRecords {
  readonly merges: readonly (readonly [id: string, version: number])[]
  readonly reviews: readonly (readonly [id: string, version: number])[]
  readonly splits: readonly (readonly [id: string, version: number])[]
}

/** A customer as the directory has it: what it is made of, and every decision about it. */
export interface CustomerCluster {
  readonly customerId: string
  /** Goes up with every decision about any part of it; a decision made on an older one is refused. */
  readonly basis: number
  /** What it was made of, itself first. */
  readonly members: readonly { readonly customerId: string; readonly links: readonly Link[] }[]
  readonly merges: readonly MergeRecord[]
  readonly splits: readonly SplitRecord[]
  readonly reviews: readonly ReviewRecord[]
  /** Which of its identifiers are shared and name nobody any more. */
  readonly sharedKeys: readonly IdentifierKey[]
  /** Customers that a person said are somebody else. */
  readonly keptApartFrom: readonly string[]
}

/** What a person may say to a review. */
export type ReviewDecision =
  /** All of the review's customers (or those named) are one person. */
  | { readonly decision: 'merge'; readonly customerIds?: readonly string[]; readonly survivorId?: string }
  /** They are different people, for good. */
  | { readonly decision: 'keep-apart' }
  /** The identifier of a `shared-identifier` review is one person's after all. */
  | { readonly decision: 'not-shared' }
  /** These identifiers belong to somebody else than the customer. */
  | {
      readonly decision: 'split'
      readonly customerId: string
      readonly identifiers: readonly IdentifierKey[]
    }

/** Why a decision about identity cannot be made; nothing was changed. */
export interface IdentityFailure extends Failure {
  readonly kind:
    | 'unknown-customer'
    | 'erased-customer'
    | 'same-customer'
    | 'unknown-merge'
    | 'merge-undone'
    | 'survivor-merged'
    | 'unknown-split'
    | 'split-undone'
    | 'split-merged'
    | 'unknown-identifier'
    | 'nothing-left'
    | 'unknown-review'
    | 'review-closed'
    | 'wrong-decision'
    | 'stale-decision'
    | 'operation-open'
}
