import {
  type CustomerCluster,
  type EventPlace,
  type IdentityRecords,
  type OpenOperations,
  operationsTogether,
  type ProjectedRecords,
  type ResolveReply,
} from '#shared/identity/decision-records.ts'
import type { Resolution, ResolvedBatch } from '#shared/identity/decisions.ts'
import { homeOfEvent } from '#shared/identity/home-key.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { KnownIdentity } from '#shared/identity/identity-draft.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'
import type { Link } from '#shared/identity/limits.ts'
import { resolveClaims } from '#shared/identity/resolve.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'
import { CustomerIdentifiers } from './customer-identifiers.ts'
import { MergeHistory } from './merge-history.ts'
import { OperationQueue } from './operation-queue.ts'
import { ReviewQueue } from './review-queue.ts'
import { identityDirectoryMigrations } from './schema.ts'
import { SharedIdentifiers } from './shared-identifiers.ts'
import { SplitHistory } from './split-history.ts'
import { type IdentifierHashes, SuppressedIdentifiers } from './suppressed-identifiers.ts'

const noHashes: IdentifierHashes = new Map()

/** A tenant's identity: resolves events, and tells what is. What people decide is in IdentityDecisions. */
export class IdentityDirectoryStore {
  readonly sql: SqlDatabase
  readonly customers: CustomerIdentifiers
  readonly merges: MergeHistory
  readonly splits: SplitHistory
  readonly reviews: ReviewQueue
  readonly operations: OperationQueue
  readonly shared: SharedIdentifiers
  readonly suppressed: SuppressedIdentifiers
  readonly #random: RandomSource
  #lastIdMs = 0
  #idCounter = 0
  /** Whether there may be open work or records to project; most batches leave none. */
  #mayHaveWork = true

  constructor(sql: SqlDatabase, random: RandomSource) {
    this.sql = sql
    this.#random = random
    migrate(sql, identityDirectoryMigrations)
    this.customers = new CustomerIdentifiers(sql)
    this.merges = new MergeHistory(sql)
    this.splits = new SplitHistory(sql)
    this.reviews = new ReviewQueue(sql)
    this.operations = new OperationQueue(sql)
    this.shared = new SharedIdentifiers(sql)
    this.suppressed = new SuppressedIdentifiers(sql)
  }

  /** Runs a turn; when it fails, nothing of it is kept, in memory neither. */
  turn<Value>(work: () => Value): Value {
    try {
      return this.sql.transaction(work)
    } catch (error) {
      this.operations.readLast()
      this.customers.reload()
      this.shared.reload()
      this.suppressed.reload()
      throw error
    }
  }

  /** Decides for a batch of events, and writes the decisions, in one turn. Repeating it decides the same. */
  resolve(
    claims: readonly IdentityClaim[],
    rules: IdentityRules,
    nowMs: number,
    hashes: IdentifierHashes = noHashes,
  ): ResolveReply {
    return this.turn(() => {
      const screened = this.suppressed.screen(claims, hashes)
      const kept = screened.map(({ claim }) => claim)
      const batch = resolveClaims(kept, this.#known(kept), rules, () => this.newSortedId('cus', nowMs))
      this.#write(batch, rules, nowMs)
      const resolutions = batch.resolutions.map(
        (resolution, index): Resolution =>
          screened[index]?.isSuppressed ? { ...resolution, rule: 'suppressed' } : resolution,
      )
      return { resolutions, ...this.openWork() }
    })
  }

  /** Decides for one event as part of a turn; a customer that begins with it is named by `newCustomerId`. */
  resolveOne(claim: IdentityClaim, rules: IdentityRules, nowMs: number, newCustomerId: () => string): void {
    this.#write(resolveClaims([claim], this.#known([claim]), rules, newCustomerId), rules, nowMs)
  }

  /** What is open, for whoever carries it out. */
  openWork(): OpenOperations {
    const decidedUpTo = this.operations.lastOperation
    if (!this.#mayHaveWork)
      return { decidedUpTo, operations: [], records: { merges: [], reviews: [], splits: [] } }
    const operations = this.operations.open()
    const records: IdentityRecords = {
      merges: this.merges.unprojected(operationsTogether),
      reviews: this.reviews.unprojected(operationsTogether),
      splits: this.splits.unprojected(operationsTogether),
    }
    this.#mayHaveWork =
      operations.length + records.merges.length + records.reviews.length + records.splits.length > 0
    return { decidedUpTo, operations, records }
  }

  /** Notes work as done and records as projected. A record that has changed since stays. */
  completeWork(operations: readonly number[], projected: ProjectedRecords): void {
    this.turn(() => {
      if (operations.length > 0) this.operations.complete(operations)
      for (const [table, id, versions] of [
        ['merge_history', 'merge_id', projected.merges],
        ['manual_merge_queue', 'review_id', projected.reviews],
        ['identity_split', 'split_id', projected.splits],
      ] as const) {
        if (versions.length === 0) continue
        this.sql.all(
          `update ${table} set projected_version = max(projected_version, done.value ->> 1)
           from json_each(?) as done where ${table}.${id} = done.value ->> 0`,
          JSON.stringify(versions),
        )
      }
    })
  }

  /** The customers that own these identifiers now; unknown identifiers are left out. */
  find(keys: readonly IdentifierKey[]): Map<IdentifierKey, string> {
    const homes = this.customers.homesOf(keys)
    const survivors = this.merges.survivorsOf(new Set(homes.values()))
    return new Map([...homes].map(([key, home]) => [key, survivors.get(home) ?? home]))
  }

  /** The customer an id stands for now, or null when it is not known or was erased. */
  currentCustomerId(customerId: string): string | null {
    return this.currentCustomerIds([customerId])[0] ?? null
  }

  /** The same for several, in their order. */
  currentCustomerIds(customerIds: readonly string[]): (string | null)[] {
    const survivors = this.merges.survivorsOf(customerIds)
    const currentIds = customerIds.map((customerId) => survivors.get(customerId) ?? customerId)
    const customers = this.customers.find(currentIds)
    return currentIds.map((currentId) => (customers.get(currentId)?.erasedAtMs === null ? currentId : null))
  }

  /** Those of the identifiers that are of forgotten people. Who has come back since is known again. */
  forgottenAmong(keys: readonly IdentifierKey[], hashes: IdentifierHashes): IdentifierKey[] {
    const forgotten = this.suppressed.among(keys, hashes)
    const homes = this.customers.homesOf(forgotten)
    return forgotten.filter((key) => !homes.has(key))
  }

  /** For each event by its identifiers: the customer it belongs to before any merge; null when nobody has any of them. */
  homesOfEvents(keysOfEvents: readonly (readonly IdentifierKey[])[]): (string | null)[] {
    const homes = this.customers.homesOf([...new Set(keysOfEvents.flat())])
    const known = {
      isShared: (key: string) => this.shared.keys.has(key),
      homeOf: (key: string) => homes.get(key),
    }
    return keysOfEvents.map((keys) => homeOfEvent(keys, known))
  }

  /**
   * The same, with the customer each home is part of now and the identifiers that are not that customer's. Whoever asks
   * will put the events there, so with whom shared identifiers are by then is kept, as when events are resolved.
   */
  placesOfEvents(keysOfEvents: readonly (readonly IdentifierKey[])[]): (EventPlace | null)[] {
    const owners = this.find([...new Set(keysOfEvents.flat())])
    const homes = this.homesOfEvents(keysOfEvents)
    const survivors = this.merges.survivorsOf(new Set(homes))
    this.#noteSharedKeys(keysOfEvents, homes)
    return homes.map((homeId, index): EventPlace | null => {
      if (homeId === null) return null
      const customerId = survivors.get(homeId) ?? homeId
      const foreignKeys = keysOfEvents[index]?.filter((key) => owners.get(key) !== customerId) ?? []
      return { homeId, customerId, foreignKeys }
    })
  }

  /** Everything the directory knows of a customer; undefined when there is no such customer, or none any more. */
  cluster(customerId: string): CustomerCluster | undefined {
    const currentId = this.currentCustomerId(customerId)
    if (currentId === null) return undefined
    const memberIds = this.membersOf(currentId)
    const members = this.customers.find(memberIds)
    const links = (memberId: string) => members.get(memberId)?.links ?? []
    return {
      customerId: currentId,
      basis: this.basisOf(memberIds),
      members: memberIds.map((memberId) => ({ customerId: memberId, links: links(memberId) })),
      merges: this.merges.ofCustomers(memberIds),
      splits: this.splits.ofCustomers(memberIds),
      reviews: this.reviews.openAbout(memberIds),
      sharedKeys: memberIds.flatMap(links).flatMap(({ key }) => (this.shared.keys.has(key) ? [key] : [])),
      keptApartFrom: this.customers.keptApartFrom(memberIds),
    }
  }

  /** What a customer that is not merged away is made of, itself first. */
  membersOf(customerId: string): string[] {
    return this.merges.membersOf([customerId]).get(customerId) ?? [customerId]
  }

  /** The number of the last decision about any of these customers. */
  basisOf(customerIds: readonly string[]): number {
    return Math.max(0, ...[...this.customers.find(customerIds).values()].map(({ basis }) => basis))
  }

  /** Notes a decision about customers, and the work that follows from it. */
  noteDecision(customerIds: readonly string[], operation?: Parameters<OperationQueue['add']>[0]): number {
    this.noteWork()
    const number = this.operations.add(operation)
    this.customers.setBasis(customerIds, number)
    return number
  }

  noteWork(): void {
    this.#mayHaveWork = true
  }

  /** Closes the open questions that merges have answered: all their customers are one now. */
  withdrawAnswered(survivorIds: readonly string[], nowMs: number): void {
    const memberIds = [...this.merges.membersOf(survivorIds).values()].flat()
    for (const review of this.reviews.openAbout(memberIds)) {
      const survivors = this.merges.survivorsOf(review.customerIds)
      const currentIds = new Set(review.customerIds.map((id) => survivors.get(id) ?? id))
      if (review.customerIds.length < 2 || currentIds.size > 1) continue
      this.reviews.close(review, 'withdrawn', 'rules', 'They are one customer by now.', nowMs)
    }
  }

  /** Ids sort by birth even within one millisecond, and even when the clock steps back. */
  newSortedId(prefix: string, nowMs: number): string {
    this.#idCounter = nowMs > this.#lastIdMs ? 0 : this.#idCounter + 1
    this.#lastIdMs = Math.max(nowMs, this.#lastIdMs)
    return newId(prefix, this.#lastIdMs, this.#random, this.#idCounter)
  }

  /** The part of what is stored that this batch can touch. */
  #known(claims: readonly IdentityClaim[]): KnownIdentity {
    const wanted = new Set<IdentifierKey>()
    for (const { keys } of claims) for (const key of keys) wanted.add(key)
    // Sorted, neighbours in the table are looked up one after the other, and share the pages that are read.
    const owners = this.customers.homesOf([...wanted].sort())
    const survivors = this.merges.survivorsOf(new Set(owners.values()))
    const currentOwner = (key: IdentifierKey) => {
      const home = owners.get(key)
      return home === undefined ? undefined : (survivors.get(home) ?? home)
    }
    const currentIds = new Set<string>()
    const tieKeys = new Set<IdentifierKey>()
    const crowded: string[] = []
    for (const { keys, eventKey } of claims) {
      // Only an event that ties customers, or brings a customer something new, changes them.
      const [firstKey = ''] = keys
      const firstOwner = currentOwner(firstKey)
      if (keys.every((key) => currentOwner(key) === firstOwner)) continue
      crowded.push(eventKey)
      for (const key of keys) {
        const owner = currentOwner(key)
        if (owner === undefined) continue
        currentIds.add(owner)
        tieKeys.add(key)
      }
    }
    const members = this.merges.membersOf([...currentIds])
    const memberIds = [...members.values()].flat()
    const links = new Map<string, readonly Link[]>()
    for (const customer of this.customers.find(memberIds).values())
      links.set(customer.customerId, customer.links)
    return {
      owners,
      survivors,
      members,
      links,
      keptApart: currentIds.size === 0 ? new Set() : this.customers.keptApart(memberIds),
      shared: this.shared.keys,
      ties: tieKeys.size === 0 ? new Map() : this.shared.tiesOf([...tieKeys]),
      reviewed: this.reviews.reviewedEvents(crowded),
    }
  }

  #noteSharedKeys(
    keysOfEvents: readonly (readonly IdentifierKey[])[],
    homes: readonly (string | null)[],
  ): void {
    const { keys: shared } = this.shared
    if (shared.size === 0) return
    const ties = keysOfEvents.flatMap((keys, index) => {
      const partner = homes[index]
      return partner == null ? [] : keys.filter((key) => shared.has(key)).map((key) => ({ key, partner }))
    })
    this.shared.addTies(ties)
  }

  #write(batch: ResolvedBatch, rules: IdentityRules, nowMs: number): void {
    this.customers.write(batch.newOwners, batch.changedLinks)
    for (const merge of batch.merges) {
      this.merges.add(this.newSortedId('mrg', nowMs), merge, rules.version, null, nowMs)
      this.noteDecision([merge.survivorId, merge.mergedId], { kind: 'hand-over', customerId: merge.mergedId })
    }
    this.shared.addTies(batch.ties)
    this.shared.share(batch.demotions.map(({ key }) => key))
    for (const { customerId } of batch.demotions) {
      this.noteDecision([customerId], { kind: 'separate', customerId, openedId: null })
    }
    for (const review of batch.reviews) {
      if (this.reviews.open(this.newSortedId('rev', nowMs), review, nowMs)) this.noteWork()
    }
    if (batch.merges.length > 0) {
      const survivors = this.merges.survivorsOf(batch.merges.map(({ survivorId }) => survivorId))
      this.withdrawAnswered(
        [...new Set(batch.merges.map(({ survivorId }) => survivors.get(survivorId) ?? survivorId))],
        nowMs,
      )
    }
  }
}
