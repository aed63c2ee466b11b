import { identifierPriority } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import { testTimeMs } from './new-event.ts'

/** A claim of an event with these identifiers, in any order. */
export function newClaim(eventKey: string, keys: readonly string[], occurredAt = testTimeMs): IdentityClaim {
  const strongestFirst = [...keys].sort((left, right) => identifierPriority(left) - identifierPriority(right))
  return { eventKey, occurredAt, keys: strongestFirst }
}
