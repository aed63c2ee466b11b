import type { IdentifierKey } from './identifier.ts'

/** A source's own word that two identifiers are one person: an alias, a merge in the shop system, a changed number. */
export interface ClaimStatement {
  readonly kind: 'same-person' | 'number-changed'
  readonly from: IdentifierKey
  readonly to: IdentifierKey
}

/** One of the event's identifiers, and what it could be taken for as well. */
export interface OtherReading {
  readonly key: IdentifierKey
  readonly other: IdentifierKey
}

/** What identity needs to know of one event: its usable identifiers, strongest first. */
export interface IdentityClaim {
  readonly eventKey: string
  /** UTC epoch ms; limits with a window look at it. */
  readonly occurredAt: number
  readonly keys: readonly IdentifierKey[]
  readonly statement?: ClaimStatement
  /** The phone of a file's row, where the shop's country would read it otherwise: somebody may have been forgotten by that. */
  readonly readOtherwise?: OtherReading
}
