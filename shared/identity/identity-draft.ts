import { type IdentifierKey, identifierType, isDevice } from './identifier.ts'
import type { IdentityRules } from './identity-rules.ts'
import { areKeptApart } from './kept-apart.ts'
import type { Link } from './limits.ts'

/** The part of a tenant's identity that a batch can touch, as it is before the batch. */
export interface KnownIdentity {
  /** The customer each identifier was first seen with; it may be merged into another by now. */
  readonly owners: ReadonlyMap<IdentifierKey, string>
  /** Customers that are merged away, with the customer they are part of (never itself merged away). */
  readonly survivors: ReadonlyMap<string, string>
  /** All customers that are part of one, that one included; needed for customers that may change. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** The identifiers of each member by itself. */
  readonly links: ReadonlyMap<string, readonly Link[]>
  /** Pairs of customers that a person said are different people. */
  readonly keptApart: ReadonlySet<string>
  readonly shared: ReadonlySet<IdentifierKey>
  /** Whom identifiers have tied together so far. */
  readonly ties: ReadonlyMap<IdentifierKey, ReadonlySet<string>>
  /** Keys of events that went to review before. */
  readonly reviewed: ReadonlySet<string>
}

/**
 * A tenant's identity while a batch is decided: what is known, with the changes so far on top. Nothing known is
 * changed, so the same batch can be decided again.
 */
export class IdentityDraft {
  readonly #known: KnownIdentity
  readonly #survivors = new Map<string, string>()
  readonly #members = new Map<string, readonly string[]>()
  readonly #ties = new Map<IdentifierKey, Set<string>>()
  readonly #demoted = new Set<IdentifierKey>()
  readonly #reviewed = new Set<string>()
  readonly newOwners = new Map<IdentifierKey, string>()
  readonly changedLinks = new Map<string, readonly Link[]>()

  constructor(known: KnownIdentity) {
    this.#known = known
  }

  /** The customer an identifier was first seen with. */
  homeOf(key: IdentifierKey): string | undefined {
    return this.newOwners.get(key) ?? this.#known.owners.get(key)
  }

  /** The customer that a customer is part of now: itself, unless merged away. */
  currentOf(customerId: string): string {
    let current = this.#known.survivors.get(customerId) ?? customerId
    for (let next = this.#survivors.get(current); next !== undefined; next = this.#survivors.get(current)) {
      current = next
    }
    return current
  }

  ownerOf(key: IdentifierKey): string | undefined {
    const home = this.homeOf(key)
    return home === undefined ? undefined : this.currentOf(home)
  }

  isShared(key: IdentifierKey): boolean {
    return this.#known.shared.has(key) || this.#demoted.has(key)
  }

  isReviewed(eventKey: string): boolean {
    return this.#known.reviewed.has(eventKey) || this.#reviewed.has(eventKey)
  }

  noteReviewed(eventKey: string): void {
    this.#reviewed.add(eventKey)
  }

  /** Whether it was this very event that brought an identifier, when it was decided before. Not known of receipts. */
  isBroughtBy(key: IdentifierKey, eventKey: string): boolean {
    const home = this.homeOf(key)
    if (home === undefined) return true
    return this.#ownLinks(home).some((link) => link.key === key && link.eventKey === eventKey)
  }

  membersOf(customerId: string): readonly string[] {
    const members = this.#members.get(customerId) ?? this.#known.members.get(customerId)
    if (members === undefined) throw new Error(`customer ${customerId} was not loaded`)
    return members
  }

  /** All identifiers of a customer and of those merged into it. */
  linksOf(customerId: string): Link[] {
    return this.membersOf(customerId).flatMap((member) => this.#ownLinks(member))
  }

  areKeptApart(leftId: string, rightId: string): boolean {
    return areKeptApart(this.#known.keptApart, this.membersOf(leftId), this.membersOf(rightId))
  }

  addCustomer(customerId: string): void {
    this.#members.set(customerId, [customerId])
    this.changedLinks.set(customerId, [])
  }

  link(customerId: string, link: Link): void {
    this.newOwners.set(link.key, customerId)
    // Receipts come without end, so no list is kept of them.
    if (identifierType(link.key) === 'pos_bill') return
    this.changedLinks.set(customerId, [...this.#ownLinks(customerId), link])
  }

  merge(survivorId: string, mergedId: string): void {
    this.#members.set(survivorId, [...this.membersOf(survivorId), ...this.membersOf(mergedId)])
    this.#survivors.set(mergedId, survivorId)
  }

  /**
   * Notes that `key` tied somebody to `partner`, a customer or an identifier that is nobody's yet; tells whether that
   * was new. Somebody who was merged since, or was only an identifier then, is still the same partner.
   */
  tie(key: IdentifierKey, partner: string): boolean {
    const known = this.#known.ties.get(key)
    const added = this.#ties.get(key) ?? new Set()
    if (this.#namesOf(partner).some((name) => known?.has(name) || added.has(name))) return false
    this.#ties.set(key, added.add(partner))
    return true
  }

  /** Whether an identifier has tied so many people together that it cannot be one person's. */
  isTooOftenTied(key: IdentifierKey, rules: IdentityRules): boolean {
    const partnerCount = (this.#known.ties.get(key)?.size ?? 0) + (this.#ties.get(key)?.size ?? 0)
    return partnerCount >= (isDevice(key) ? rules.sharedDeviceAfter : rules.sharedContactAfter)
  }

  demote(key: IdentifierKey): void {
    this.#demoted.add(key)
  }

  #namesOf(partner: string): string[] {
    if (!this.#members.has(partner) && !this.#known.members.has(partner)) return [partner]
    return [...this.membersOf(partner), ...this.linksOf(partner).map(({ key }) => key)]
  }

  #ownLinks(customerId: string): readonly Link[] {
    return this.changedLinks.get(customerId) ?? this.#known.links.get(customerId) ?? []
  }
}
