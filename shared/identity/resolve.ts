import { type IdentifierKey, identifierPriority } from './identifier.ts'

/** Goes up when a rule below changes, and is written into every merge. */
export const ruleVersion = 1

/** More customers than this are never merged by themselves; a person decides. */
export const maxMergedCustomers = 3

/** What identity needs to know of one event: its usable identifiers, strongest first. */
export interface IdentityClaim {
  readonly eventKey: string
  readonly keys: readonly IdentifierKey[]
}

/** How an event found its customer. */
export type ResolutionRule = 'no-identifier' | 'new-customer' | 'known-customer' | 'merged' | 'needs-review'

export interface Resolution {
  readonly customerId: string | null
  readonly rule: ResolutionRule
}

/** `mergedId` turned out to be `survivorId`, because one event carried identifiers of both. */
export interface Merge {
  readonly survivorId: string
  readonly mergedId: string
  readonly eventKey: string
  /** The identifiers of the event that tied the two together. */
  readonly keys: readonly IdentifierKey[]
}

/** A question for a person: these customers may be one. */
export interface Review {
  readonly customerIds: readonly string[]
  readonly eventKey: string
  readonly keys: readonly IdentifierKey[]
  readonly reason: 'too-many-customers'
}

export interface ResolvedBatch {
  /** One for each claim, in order. */
  readonly resolutions: readonly Resolution[]
  /** Identifiers that had no owner before, with the customer they belong to now. */
  readonly newOwners: ReadonlyMap<IdentifierKey, string>
  readonly newCustomerIds: readonly string[]
  readonly merges: readonly Merge[]
  readonly reviews: readonly Review[]
}

/**
 * Decides, one event after the other, which customer each belongs to.
 *
 * 1. No usable identifier: no customer. 2. No identifier known: a new customer. 3. One owner: that one. 4. Two or
 * three owners: they are one person; the owner of the event's strongest known identifier survives, the older one on a
 * tie. 5. More: the event goes to the owner of its strongest identifier, nothing is merged, a review is opened.
 *
 * `owners` maps the identifiers known so far to customers that are not merged away. `newCustomerId` must give ids that
 * sort by birth. `reviewed` are the keys of events that went to review before: such an event merges nobody when it is
 * processed again, though its owners may be fewer by then. All claims together are decided as if they had come one by
 * one.
 */
export function resolveClaims(
  claims: readonly IdentityClaim[],
  owners: ReadonlyMap<IdentifierKey, string>,
  newCustomerId: () => string,
  reviewed: ReadonlySet<string> = new Set(),
): ResolvedBatch {
  const newOwners = new Map<IdentifierKey, string>()
  const survivors = new Map<string, string>()
  const newCustomerIds: string[] = []
  const merges: Merge[] = []
  const reviews: Review[] = []

  const ownerOf = (key: IdentifierKey): string | undefined => {
    let customerId = newOwners.get(key) ?? owners.get(key)
    while (customerId !== undefined && survivors.has(customerId)) customerId = survivors.get(customerId)
    return customerId
  }

  const resolveOne = ({ eventKey, keys }: IdentityClaim): Resolution => {
    if (keys.length === 0) return { customerId: null, rule: 'no-identifier' }
    const known = keys.flatMap((key) => {
      const customerId = ownerOf(key)
      return customerId === undefined ? [] : [{ key, customerId }]
    })
    const customerIds = [...new Set(known.map((owner) => owner.customerId))]
    const isReviewed =
      customerIds.length > maxMergedCustomers || (customerIds.length > 1 && reviewed.has(eventKey))
    // Without a merge the customers go on changing. The first of the strongest identifiers leads to the same one even
    // then, so that the event is never found to belong to another when it is processed again.
    const customerId = (isReviewed ? known[0]?.customerId : strongestOwner(known)) ?? newCustomerId()
    for (const key of keys) if (ownerOf(key) === undefined) newOwners.set(key, customerId)
    if (known.length === 0) {
      newCustomerIds.push(customerId)
      return { customerId, rule: 'new-customer' }
    }
    if (customerIds.length === 1) return { customerId, rule: 'known-customer' }
    if (isReviewed) {
      reviews.push({ customerIds: customerIds.sort(), eventKey, keys, reason: 'too-many-customers' })
      return { customerId, rule: 'needs-review' }
    }
    for (const mergedId of customerIds) {
      if (mergedId === customerId) continue
      survivors.set(mergedId, customerId)
      merges.push({ survivorId: customerId, mergedId, eventKey, keys })
    }
    return { customerId, rule: 'merged' }
  }

  const resolutions = claims.map(resolveOne)
  // An event resolved early in the batch may belong to a customer that was merged later in it.
  const final = resolutions.map((resolution) => {
    let { customerId } = resolution
    while (customerId !== null && survivors.has(customerId)) customerId = survivors.get(customerId) ?? null
    return { ...resolution, customerId }
  })
  for (const key of newOwners.keys()) newOwners.set(key, ownerOf(key) ?? '')
  return { resolutions: final, newOwners, newCustomerIds, merges, reviews }
}

function strongestOwner(known: readonly { key: IdentifierKey; customerId: string }[]): string | undefined {
  if (known.length === 0) return undefined
  const strongest = Math.min(...known.map((owner) => identifierPriority(owner.key)))
  return known
    .filter((owner) => identifierPriority(owner.key) === strongest)
    .map((owner) => owner.customerId)
    .sort()[0]
}
