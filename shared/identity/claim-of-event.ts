import { type CanonicalEvent, eventKey } from '../events/event.ts'
import { asWritten } from '../imports/as-written.ts'
import { isImported } from '../imports/import-source.ts'
import { identifierKey } from './identifier.ts'
import type { ClaimStatement, IdentityClaim, OtherReading } from './identity-claim.ts'
import type { IdentifierPolicy } from './normalise-identifier.ts'
import { usableIdentifiers } from './usable-identifiers.ts'

/** What identity needs to know of an event. It depends on the event and the policy alone, so it can be made again. */
export function claimOfEvent(event: CanonicalEvent, policy: IdentifierPolicy): IdentityClaim {
  const key = eventKey(event)
  const statement = claimStatement(event, policy)
  const readOtherwise = isImported(key) ? otherReading(event, policy) : undefined
  return {
    eventKey: key,
    occurredAt: event.occurredAt,
    keys: usableIdentifiers(event.identifiers, policy).map(identifierKey),
    ...(statement !== undefined && { statement }),
    ...(readOtherwise !== undefined && { readOtherwise }),
  }
}

function otherReading(event: CanonicalEvent, policy: IdentifierPolicy): OtherReading | undefined {
  const written = asWritten(event)
  if (written === event) return undefined
  const [key, other] = [event, written].map(({ identifiers }) =>
    usableIdentifiers(
      identifiers.filter(({ type }) => type === 'phone'),
      policy,
    )
      .map(identifierKey)
      .at(0),
  )
  return key === undefined || other === undefined || key === other ? undefined : { key, other }
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
