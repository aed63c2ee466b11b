import { type IdentifierKey, isContact, isDevice } from './identifier.ts'
import type { IdentityClaim } from './identity-claim.ts'
import type { IdentityDraft } from './identity-draft.ts'
import type { IdentityRules } from './identity-rules.ts'
import { exceededLimit, type Link, limitGroup } from './limits.ts'

/** A customer that an event touches, or (null) the one its unknown identifiers would make. */
export interface Party {
  readonly customerId: string | null
  /** The identifiers of the event that lead to it, strongest first. */
  readonly keys: readonly IdentifierKey[]
}

/** Why two parties of one event stay two customers, and which of the event's identifiers are to blame. */
export interface Protection {
  readonly reason: 'kept-apart' | 'source-says-same' | 'shared-device' | 'identifier-limit'
  readonly suspects: readonly IdentifierKey[]
}

/**
 * Whether something speaks against making two parties of an event one customer, though the event ties them.
 *
 * - A person said that they are two: nothing but a person ties them again, not even the word of a source.
 * - Both have a phone or an e-mail, and one of them is only there by a device or a cookie: two people at one device.
 * - Together they would have more identifiers of a kind than a person has.
 *
 * The word of a source outweighs the last two.
 */
export function protection(
  base: readonly Party[],
  other: Party,
  claim: IdentityClaim,
  draft: IdentityDraft,
  rules: IdentityRules,
): Protection | undefined {
  const baseKeys = base.flatMap((party) => party.keys)
  const isStated = isStatedSame(baseKeys, other.keys, claim)
  const isApart = base.some(
    ({ customerId }) =>
      customerId !== null && other.customerId !== null && draft.areKeptApart(customerId, other.customerId),
  )
  if (isApart)
    return { reason: isStated ? 'source-says-same' : 'kept-apart', suspects: [...baseKeys, ...other.keys] }
  if (isStated) return undefined

  const baseLinks = base.flatMap((party) => partyLinks(party, claim, draft))
  const otherLinks = partyLinks(other, claim, draft)
  const isDeviceTie = baseKeys.every(isDevice) || other.keys.every(isDevice)
  if (isDeviceTie && hasContact(baseLinks) && hasContact(otherLinks)) {
    return { reason: 'shared-device', suspects: [...baseKeys, ...other.keys].filter(isDevice) }
  }
  const group = exceededLimit(baseLinks, otherLinks, claim.occurredAt, rules)
  if (group === undefined) return undefined
  const isInGroup = (key: IdentifierKey) => limitGroup(key, rules) === group
  return {
    reason: 'identifier-limit',
    suspects: [...baseKeys, ...other.keys].filter((key) => !isInGroup(key)),
  }
}

/** What a party has already, or the identifiers it would begin with. */
function partyLinks({ customerId, keys }: Party, claim: IdentityClaim, draft: IdentityDraft): Link[] {
  if (customerId !== null) return draft.linksOf(customerId)
  return keys.map((key) => ({ key, occurredAt: claim.occurredAt, eventKey: claim.eventKey }))
}

function hasContact(links: readonly Link[]): boolean {
  return links.some(({ key }) => isContact(key))
}

function isStatedSame(
  left: readonly IdentifierKey[],
  right: readonly IdentifierKey[],
  { statement }: IdentityClaim,
): boolean {
  if (statement === undefined) return false
  const { from, to } = statement
  return (left.includes(from) && right.includes(to)) || (left.includes(to) && right.includes(from))
}
