import { homeOfEvent } from '../home-key.ts'
import type { IdentifierKey } from '../identifier.ts'
import type { IdentityClaim } from '../identity-claim.ts'
import type { IdentityRules } from '../identity-rules.ts'
import { resolveClaims } from '../resolve.ts'
import type { DecidedIdentity } from './decided-identity.ts'
import { GrowingIdentity } from './growing-identity.ts'

/** The customers that events come to by some rules. Their ids mean nothing outside of one replay. */
export interface ReplayedIdentity {
  /** The customer of each identifier that events carried; without those that found no place. */
  readonly customers: ReadonlyMap<IdentifierKey, string>
  readonly eventCounts: ReadonlyMap<string, number>
  readonly openReviewCount: number
}

/**
 * Decides events anew, in their order, by rules of one's choice; what people decided holds from the beginning. How many
 * are decided together changes nothing: enough to share the cost of a batch, few enough to hold its outcome.
 */
export function replayClaims(
  claims: readonly IdentityClaim[],
  decided: DecidedIdentity,
  rules: IdentityRules,
  claimsTogether = 1_000,
): ReplayedIdentity {
  const identity = new GrowingIdentity(decided)
  const homeIds: (string | null)[] = []
  let bornCount = 0
  const newCustomerId = () => {
    bornCount += 1
    return `new_${String(bornCount).padStart(9, '0')}`
  }
  for (let from = 0; from < claims.length; from += claimsTogether) {
    const batch = resolveClaims(claims.slice(from, from + claimsTogether), identity, rules, newCustomerId)
    identity.take(batch)
    for (const { homeId } of batch.resolutions) homeIds.push(homeId)
  }
  return {
    customers: customersOf(claims, identity),
    eventCounts: countEvents(claims, homeIds, identity),
    openReviewCount: identity.openReviewCount(),
  }
}

function customersOf(
  claims: readonly IdentityClaim[],
  identity: GrowingIdentity,
): Map<IdentifierKey, string> {
  const customers = new Map<IdentifierKey, string>()
  for (const { keys } of claims) {
    for (const key of keys) {
      const customerId = customers.has(key) ? undefined : identity.ownerOf(key)
      if (customerId !== undefined) customers.set(key, customerId)
    }
  }
  return customers
}

/** How many events each customer has in the end: an identifier that became shared later may have moved some. */
function countEvents(
  claims: readonly IdentityClaim[],
  homeIds: readonly (string | null)[],
  identity: GrowingIdentity,
): Map<string, number> {
  const known = {
    isShared: (key: IdentifierKey) => identity.shared.has(key),
    homeOf: (key: IdentifierKey) => identity.owners.get(key),
  }
  const counts = new Map<string, number>()
  for (const [index, { keys }] of claims.entries()) {
    const homeId = homeOfEvent(keys, known) ?? homeIds[index] ?? null
    if (homeId === null) continue
    const customerId = identity.currentOf(homeId)
    counts.set(customerId, (counts.get(customerId) ?? 0) + 1)
  }
  return counts
}
