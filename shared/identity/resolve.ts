import type { Demotion, Merge, Resolution, ResolutionRule, ResolvedBatch, Review, Tie } from './decisions.ts'
import { homeKey, homeOfEvent } from './home-key.ts'
import { type IdentifierKey, identifierPriority, identifierType, isPersonal } from './identifier.ts'
import type { IdentityClaim } from './identity-claim.ts'
import { IdentityDraft, type KnownIdentity } from './identity-draft.ts'
import type { IdentityRules } from './identity-rules.ts'
import { pairKey } from './kept-apart.ts'
import { exceededLimit, type Link, limitGroup } from './limits.ts'
import { type Party, type Protection, protection } from './protection.ts'

/**
 * Decides, one event after the other, which customer each belongs to; all of a batch as if they had come one by one.
 *
 * 1. No usable identifier, or only shared ones: no customer.
 * 2. None known: a new customer.
 * 3. The event belongs to the owner of its {@link homeKey}. Up to `rules.maxMergedCustomers` customers that it touches
 *    are one person, each unless a {@link protection} says no. The owner of the strongest identifier survives, the older
 *    one on a tie.
 * 4. It touches more: nothing is merged, a review is opened.
 * 5. Unknown identifiers go to the event's customer, as far as limits allow; what finds no place stays unknown.
 *
 * `newCustomerId` must give ids that sort by birth.
 */
export function resolveClaims(
  claims: readonly IdentityClaim[],
  known: KnownIdentity,
  rules: IdentityRules,
  newCustomerId: () => string,
): ResolvedBatch {
  const batch = new BatchResolution(known, rules, newCustomerId)
  const resolutions = claims.map((claim) => batch.resolveOne(claim))
  return batch.outcome(claims, resolutions)
}

interface HomeResolution {
  readonly homeId: string | null
  readonly rule: ResolutionRule
  /** All identifiers were one customer's already: most events are like that, and need no second look. */
  readonly isPlain?: boolean
}

class BatchResolution {
  readonly #draft: IdentityDraft
  readonly #rules: IdentityRules
  readonly #newCustomerId: () => string
  readonly #newCustomerIds: string[] = []
  readonly #merges: Merge[] = []
  readonly #reviews: Review[] = []
  readonly #ties: Tie[] = []
  readonly #demotions: Demotion[] = []

  constructor(known: KnownIdentity, rules: IdentityRules, newCustomerId: () => string) {
    this.#draft = new IdentityDraft(known)
    this.#rules = rules
    this.#newCustomerId = newCustomerId
  }

  outcome(claims: readonly IdentityClaim[], decided: readonly HomeResolution[]): ResolvedBatch {
    const draft = this.#draft
    // An event resolved early in the batch may belong to a customer that was merged later in it.
    const resolutions = decided.map(({ homeId: firstHomeId, rule, isPlain }, index): Resolution => {
      const keys = this.#demotions.length === 0 ? [] : (claims[index]?.keys ?? [])
      const homeId = (firstHomeId && homeOfEvent(keys, draft)) ?? firstHomeId
      if (homeId === null) return { customerId: null, homeId, rule }
      const customerId = draft.currentOf(homeId)
      const foreignKeys =
        isPlain && this.#demotions.length === 0
          ? []
          : (claims[index]?.keys.filter((key) => draft.ownerOf(key) !== customerId) ?? [])
      return { customerId, homeId, rule, ...(foreignKeys.length > 0 && { foreignKeys }) }
    })
    this.#noteSharedKeys(claims, resolutions)
    return {
      resolutions,
      newOwners: draft.newOwners,
      newCustomerIds: this.#newCustomerIds,
      changedLinks: draft.changedLinks,
      merges: this.#merges,
      reviews: this.#reviews,
      ties: this.#ties,
      demotions: this.#demotions.map((demotion) => ({
        ...demotion,
        customerId: draft.currentOf(demotion.customerId),
      })),
    }
  }

  /** Whose events a shared identifier came with is kept, in case a person finds that it is not shared after all. */
  #noteSharedKeys(claims: readonly IdentityClaim[], resolutions: readonly Resolution[]): void {
    for (const [index, { keys }] of claims.entries()) {
      const partner = resolutions[index]?.homeId
      if (partner == null) continue
      for (const key of keys) if (this.#draft.isShared(key)) this.#ties.push({ key, partner })
    }
  }

  /** An event by which an identifier turns out to be shared is decided once more without it, as if it came again. */
  resolveOne(claim: IdentityClaim): HomeResolution {
    for (;;) {
      const demotedCount = this.#demotions.length
      const resolution = this.#decide(claim)
      if (!this.#demotions.slice(demotedCount).some(({ key }) => claim.keys.includes(key))) return resolution
    }
  }

  #decide(claim: IdentityClaim): HomeResolution {
    if (claim.keys.length === 0) return { homeId: null, rule: 'no-identifier' }
    const draft = this.#draft
    const usable = claim.keys.filter((key) => !draft.isShared(key))
    const home = homeKey(usable)
    if (home === undefined) return { homeId: null, rule: 'shared-identifiers' }

    const parties = this.#knownParties(usable)
    const unknown = usable.filter((key) => draft.homeOf(key) === undefined)
    if (unknown.length === 0 && parties.length === 1) {
      const isPlain = usable.length === claim.keys.length
      return { homeId: draft.homeOf(home) ?? null, rule: 'known-customer', isPlain }
    }
    const isReviewed = draft.isReviewed(claim.eventKey)
    const isTooMany = this.#isTooMany(claim, parties) || (parties.length > 1 && isReviewed)
    const newKeys = unknown.filter((key) => key === home || isPersonal(key))
    const together = this.#joinParties(claim, home, parties, newKeys, isTooMany)
    const rule = this.#link(claim, home, together, unknown)
    if (isTooMany && !isReviewed) this.#openTooMany(claim, parties)
    return { homeId: draft.homeOf(home) ?? null, rule: isTooMany ? 'needs-review' : rule }
  }

  /** The customer that this very event began, when it was decided before, was not there to be counted then. */
  #isTooMany({ eventKey }: IdentityClaim, parties: readonly Party[]): boolean {
    const { maxMergedCustomers } = this.#rules
    if (parties.length <= maxMergedCustomers) return false
    const isOwn = (key: IdentifierKey) => this.#draft.isBroughtBy(key, eventKey)
    return parties.filter(({ keys }) => !keys.every(isOwn)).length > maxMergedCustomers
  }

  /** The customers the event's identifiers belong to, strongest identifier first. */
  #knownParties(usable: readonly IdentifierKey[]): Party[] {
    const keys = new Map<string, IdentifierKey[]>()
    for (const key of usable) {
      const owner = this.#draft.ownerOf(key)
      if (owner === undefined) continue
      const ofOwner = keys.get(owner)
      if (ofOwner === undefined) keys.set(owner, [key])
      else ofOwner.push(key)
    }
    return [...keys].map(([customerId, ofOwner]) => ({ customerId, keys: ofOwner }))
  }

  /**
   * The parties that are one customer with the event's own: what the event brings, and each other that nothing speaks
   * against. Merges those known before.
   */
  #joinParties(
    claim: IdentityClaim,
    home: IdentifierKey,
    parties: readonly Party[],
    newKeys: readonly IdentifierKey[],
    isTooMany: boolean,
  ): Joined {
    const homeParty = parties.find((party) => party.keys.includes(home))
    const newParty: Party = { customerId: null, keys: newKeys }
    const isRefused = (joined: readonly Party[], party: Party) =>
      protection(joined, party, claim, this.#draft, this.#rules)

    // What the event brings is always its customer's, as far as it fits: each is tried when it is linked. It comes
    // first, for a new e-mail protects a customer as much as one that is known already.
    const joined = [homeParty ?? newParty]
    if (homeParty !== undefined && newKeys.length > 0) {
      if (isRefused(joined, newParty) === undefined) this.#noteTies(claim, joined, newParty)
      joined.push(newParty)
    }
    const considered = isTooMany ? parties.slice(0, homeParty === undefined ? 1 : 0) : parties
    let apart = considered.filter((party) => party !== homeParty)
    // A source may say that somebody is the same as one who joins later; so until nobody joins any more.
    for (let before = 0; before < joined.length; ) {
      before = joined.length
      apart = apart.filter((party) => {
        if (isRefused(joined, party) !== undefined) return true
        this.#noteTies(claim, joined, party)
        joined.push(party)
        return false
      })
    }
    if (homeParty !== undefined && newKeys.length > 0) apart.unshift(newParty)
    return { survivorId: this.#mergeAll(claim, joined), joined, apart }
  }

  /** Makes the known customers among the parties one. Returns it, or null when none is known. */
  #mergeAll(claim: IdentityClaim, joined: readonly Party[]): string | null {
    const known = joined.filter((party) => party.customerId !== null)
    const survivorId = strongestOwner(known)
    if (survivorId === null) return null
    const { statement, eventKey } = claim
    for (const { customerId } of known) {
      if (customerId === null || customerId === survivorId) continue
      this.#draft.merge(survivorId, customerId)
      this.#merges.push({
        survivorId,
        mergedId: customerId,
        rule: statement === undefined ? 'shared-identifiers' : 'source-statement',
        eventKey,
        keys: known.flatMap((party) => party.keys),
      })
    }
    return survivorId
  }

  /** Gives the unknown identifiers to the event's customer, or makes one; then asks about those that were refused. */
  #link(
    claim: IdentityClaim,
    home: IdentifierKey,
    { survivorId, joined, apart }: Joined,
    unknown: readonly IdentifierKey[],
  ): ResolutionRule {
    const draft = this.#draft
    const ownKeys = new Set(joined.flatMap((party) => party.keys))
    const strongestKnown = [home, ...ownKeys].find((key) => draft.homeOf(key) !== undefined)
    const homeId = strongestKnown === undefined ? undefined : draft.homeOf(strongestKnown)
    const customerId = homeId ?? this.#newCustomer()
    const currentId = draft.currentOf(customerId)
    // Unknown devices and receipts come last: they belong to whoever the rest says it is.
    const toLink = [home, ...unknown.filter((key) => key !== home)].filter(
      (key) => draft.homeOf(key) === undefined && (ownKeys.has(key) || !isPersonal(key)),
    )
    for (const key of toLink) {
      const link: Link = { key, occurredAt: claim.occurredAt, eventKey: claim.eventKey }
      const fits =
        key === home ||
        isStated(key, claim) ||
        exceededLimit(draft.linksOf(currentId), [link], claim.occurredAt, this.#rules) === undefined
      if (fits) draft.link(customerId, link)
    }
    for (const party of apart) {
      // What speaks against it now, so that the event decided once more asks the same.
      const rest = joined.filter((other) => other !== party)
      const refusal = protection(rest, party, claim, draft, this.#rules)
      if (refusal !== undefined) this.#openProtected(claim, currentId, party, refusal)
    }
    if (survivorId === null) return 'new-customer'
    if (joined.filter((party) => party.customerId !== null).length > 1) return 'merged'
    return apart.some(({ customerId: otherId }) => otherId !== null) ? 'kept-apart' : 'known-customer'
  }

  #newCustomer(): string {
    const customerId = this.#newCustomerId()
    this.#newCustomerIds.push(customerId)
    this.#draft.addCustomer(customerId)
    return customerId
  }

  #openTooMany({ eventKey, keys }: IdentityClaim, parties: readonly Party[]): void {
    this.#draft.noteReviewed(eventKey)
    const customerIds = parties.flatMap(({ customerId }) => customerId ?? []).sort()
    this.#reviews.push({
      reason: 'too-many-customers',
      subject: `event:${eventKey}`,
      customerIds,
      eventKey,
      keys,
    })
  }

  #openProtected(
    claim: IdentityClaim,
    customerId: string,
    { customerId: otherId, keys }: Party,
    refusal: Protection,
  ): void {
    const { reason, suspects } = refusal
    if (otherId !== null && reason !== 'kept-apart') {
      this.#reviews.push({
        reason,
        subject: `pair:${pairKey(customerId, otherId)}`,
        customerIds: [customerId, otherId].sort(),
        eventKey: claim.eventKey,
        keys: claim.keys,
      })
    }
    // Of an unknown party only what found no place stays a stranger.
    const stranger = otherId ?? keys.find((key) => this.#draft.homeOf(key) === undefined) ?? ''
    for (const key of suspects) {
      // An identifier that this very event brought has tied nobody.
      if (this.#draft.isBroughtBy(key, claim.eventKey)) continue
      this.#tie(claim, key, keys.includes(key) ? customerId : stranger)
    }
  }

  /**
   * Two parties that become one although each had a phone (or an e-mail, a card ...) of its own: that happens to a
   * person a few times in a life, and at a shop's own phone every day. A shop's own number of an account is only suspect
   * when something is refused: people change their e-mails, and the account stays theirs.
   */
  #noteTies(claim: IdentityClaim, base: readonly Party[], other: Party): void {
    const baseGroups = this.#personalGroups(base)
    const isDifferent = [...this.#personalGroups([other])].some((group) => baseGroups.has(group))
    if (!isDifferent) return
    const baseId = base.find(({ customerId }) => customerId !== null)?.customerId ?? base[0]?.keys[0] ?? ''
    const isSuspect = (key: IdentifierKey) => identifierType(key) !== 'external_id'
    for (const key of base.flatMap((party) => party.keys).filter(isSuspect))
      this.#tie(claim, key, other.customerId ?? other.keys[0] ?? '')
    for (const key of other.keys.filter(isSuspect)) this.#tie(claim, key, baseId)
  }

  #personalGroups(parties: readonly Party[]): Set<string> {
    const keys = parties.flatMap(({ customerId, keys: ofEvent }) =>
      customerId === null ? ofEvent : this.#draft.linksOf(customerId).map(({ key }) => key),
    )
    return new Set(keys.filter(isPersonal).map((key) => limitGroup(key, this.#rules) ?? key))
  }

  #tie(claim: IdentityClaim, key: IdentifierKey, partner: string): void {
    const draft = this.#draft
    const owner = draft.ownerOf(key)
    if (owner === undefined || partner === '' || partner === owner || claim.statement !== undefined) return
    if (!draft.tie(key, partner)) return
    this.#ties.push({ key, partner })
    if (draft.isShared(key) || !draft.isTooOftenTied(key, this.#rules)) return
    draft.demote(key)
    this.#demotions.push({ key, customerId: owner, eventKey: claim.eventKey })
    this.#reviews.push({
      reason: 'shared-identifier',
      subject: `identifier:${key}`,
      customerIds: [owner],
      eventKey: claim.eventKey,
      keys: [key],
    })
  }
}

interface Joined {
  /** The known customer that all of them are now; null when none was known. */
  readonly survivorId: string | null
  readonly joined: readonly Party[]
  /** Parties that something speaks against; the event's own, as some of it may find no place. */
  readonly apart: readonly Party[]
}

function isStated(key: IdentifierKey, { statement }: IdentityClaim): boolean {
  return statement !== undefined && (statement.from === key || statement.to === key)
}

/** The owner of the strongest identifier, the older one on a tie. */
function strongestOwner(parties: readonly Party[]): string | null {
  const owners = parties.flatMap(({ customerId, keys }) =>
    customerId === null ? [] : [{ customerId, priority: Math.min(...keys.map(identifierPriority)) }],
  )
  const strongest = Math.min(...owners.map((owner) => owner.priority))
  const [oldest] = owners
    .filter((owner) => owner.priority === strongest)
    .map((owner) => owner.customerId)
    .sort()
  return oldest ?? null
}
