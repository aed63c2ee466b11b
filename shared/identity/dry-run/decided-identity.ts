import type { Link } from '../limits.ts'

/**
 * The customers that people or the matcher decided about, as they are now. What was decided stands whatever the rules
 * are, and it was decided about all that such a customer was made of; so a dry run begins with them.
 */
export interface DecidedIdentity {
  /** Each with the identifiers it has by itself, and the customer it is part of: itself, unless merged away. */
  readonly customers: readonly {
    readonly customerId: string
    readonly currentId: string
    readonly links: readonly Link[]
  }[]
  /** Pairs that are different people. */
  readonly keptApart: readonly (readonly [leftId: string, rightId: string])[]
  /** False when there were too many decisions, and only the latest are here. */
  readonly isComplete: boolean
}
