import { type CanonicalEvent, eventKey } from '../events/event.ts'
import { identifierKey } from './identifier.ts'
import type { ClaimStatement, IdentityClaim } from './identity-claim.ts'
import type { IdentifierPolicy } from './normalise-identifier.ts'
import { usableIdentifiers } from './usable-identifiers.ts'

/** What identity needs to know of an event. It depends on the event and the policy alone, so it can be made again. */
export function claimOfEvent(event: CanonicalEvent, policy: IdentifierPolicy): IdentityClaim {
  const statement = claimStatement(event, policy)
  return {
    eventKey: eventKey(event),
    occurredAt: event.occurredAt,
    keys: usableIdentifiers(event.identifiers, policy).map(identifierKey),
    ...(statement !== undefined && { statement }),
  }
}

/** The source's own word on who is who, if both of its identifiers can be used. */
function claimStatement(
  { identityStatement }: CanonicalEvent,
  policy: IdentifierPolicy,
): ClaimStatement | undefined {
  if (identityStatement === undefined) return undefined
  const [from] = usableIdentifiers([identityStatement.from], policy)
  const [to] = usableIdentifiers([identityStatement.to], policy)
  if (from === undefined || to === undefined) return undefined
  return { kind: identityStatement.kind, from: identifierKey(from), to: identifierKey(to) }
}
