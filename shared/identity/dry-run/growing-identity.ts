import type { ResolvedBatch } from '../decisions.ts'
import type { IdentifierKey } from '../identifier.ts'
import type { KnownIdentity } from '../identity-draft.ts'
import { pairKey } from '../kept-apart.ts'
import type { Link } from '../limits.ts'
import type { DecidedIdentity } from './decided-identity.ts'

/** A tenant's identity in memory: what the directory would know after the batches taken so far. */
export class GrowingIdentity implements KnownIdentity {
  readonly owners = new Map<IdentifierKey, string>()
  readonly survivors = new Map<string, string>()
  readonly members = new Map<string, string[]>()
  readonly links = new Map<string, readonly Link[]>()
  readonly keptApart = new Set<string>()
  readonly shared = new Set<IdentifierKey>()
  readonly ties = new Map<IdentifierKey, Set<string>>()
  /** Each event comes once, so none was reviewed before. */
  readonly reviewed: ReadonlySet<string> = new Set()
  readonly #questions = new Map<string, readonly string[]>()

  constructor({ customers, keptApart }: DecidedIdentity) {
    for (const { customerId, links } of customers) {
      this.members.set(customerId, [customerId])
      this.links.set(customerId, links)
      for (const { key } of links) this.owners.set(key, customerId)
    }
    for (const { customerId, currentId } of customers) this.#merge(currentId, customerId)
    for (const [leftId, rightId] of keptApart) this.keptApart.add(pairKey(leftId, rightId))
  }

  /** The customer that a customer is part of by now. */
  currentOf(customerId: string): string {
    return this.survivors.get(customerId) ?? customerId
  }

  /** The customer that an identifier leads to. */
  ownerOf(key: IdentifierKey): string | undefined {
    const homeId = this.owners.get(key)
    return homeId === undefined ? undefined : this.currentOf(homeId)
  }

  /** Questions for people that were opened and that no merge has answered since. */
  openReviewCount(): number {
    return [...this.#questions.values()].filter(
      (customerIds) =>
        customerIds.length < 2 || new Set(customerIds.map((id) => this.currentOf(id))).size > 1,
    ).length
  }

  /** Takes over what a batch that was decided on this identity has changed. */
  take(batch: ResolvedBatch): void {
    for (const [key, customerId] of batch.newOwners) this.owners.set(key, customerId)
    for (const customerId of batch.newCustomerIds) this.members.set(customerId, [customerId])
    for (const [customerId, links] of batch.changedLinks) {
      // The directory does not keep receipts either: a customer may have thousands.
      this.links.set(
        customerId,
        links.filter(({ key }) => !key.startsWith('pos_bill:')),
      )
    }
    for (const { survivorId, mergedId } of batch.merges) this.#merge(survivorId, mergedId)
    for (const { key, partner } of batch.ties) {
      const partners = this.ties.get(key)
      if (partners === undefined) this.ties.set(key, new Set([partner]))
      else partners.add(partner)
    }
    for (const { key } of batch.demotions) this.shared.add(key)
    for (const { subject, customerIds } of batch.reviews) this.#questions.set(subject, customerIds)
  }

  /** Both must be current. */
  #merge(survivorId: string, mergedId: string): void {
    if (survivorId === mergedId) return
    const joined = this.members.get(survivorId) ?? [survivorId]
    for (const memberId of this.members.get(mergedId) ?? [mergedId]) {
      this.survivors.set(memberId, survivorId)
      joined.push(memberId)
    }
    this.members.set(survivorId, joined)
    this.members.delete(mergedId)
  }
}
