import { eraseCustomer } from '#durable-objects/identity-directory/erase-customer.ts'
import { IdentityDecisions } from '#durable-objects/identity-directory/identity-decisions.ts'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import type { OpenOperation } from '#shared/identity/decision-records.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { IdentityRules } from '#shared/identity/identity-rules.ts'
import type { RandomSource } from '#shared/kernel/random.ts'

/** All tables of the directory but what the schema itself needs. */
export const directoryTables = [
  'identifier',
  'customer',
  'redirect',
  'merge_history',
  'manual_merge_queue',
  'review_customer',
  'identity_split',
  'identity_operation',
  'kept_apart',
  'shared_identifier',
  'identifier_tie',
  'suppressed_identifier',
] as const

interface LocatedEvent {
  customerId: string
  homeId: string
  readonly keys: readonly string[]
}

/**
 * A directory together with where the events are: it carries out the operations that the directory opens as the
 * platform does, so that a test sees whether every event can be found where it is.
 */
export class DirectoryHistory {
  readonly sql: SqlDatabase
  readonly store: IdentityDirectoryStore
  readonly decisions: IdentityDecisions
  readonly rules: IdentityRules
  readonly hashes: ReadonlyMap<string, string>
  /** The customer that has each event, and the event's identifiers. */
  readonly located = new Map<string, LocatedEvent>()
  /** Events that at some time were left with an identifier that has no owner: they stayed where they were. */
  readonly adrift = new Set<string>()
  nowMs: number

  constructor(
    sql: SqlDatabase,
    rules: IdentityRules,
    keys: readonly string[],
    random: RandomSource,
    nowMs: number,
  ) {
    this.sql = sql
    this.rules = rules
    this.nowMs = nowMs
    this.hashes = new Map(keys.map((key, index) => [key, `#${index}`]))
    this.store = new IdentityDirectoryStore(sql, random)
    this.decisions = new IdentityDecisions(this.store)
  }

  /** All customers ever, by birth. */
  customerIds(): string[] {
    return this.sql
      .all<{ id: string }>('select customer_id as id from customer order by 1')
      .map(({ id }) => id)
  }

  /** Decides events; carries out what that opens, and puts the events where they belong, if `isSettled`. */
  resolve(batch: readonly IdentityClaim[], isSettled: boolean) {
    this.nowMs += 1
    const { resolutions } = this.store.resolve(batch, this.rules, this.nowMs, this.hashes)
    if (isSettled) this.settle()
    for (const [index, { eventKey, keys }] of batch.entries()) {
      const { customerId = null, homeId = null } = resolutions[index] ?? {}
      if (customerId === null || homeId === null || this.located.has(eventKey)) continue
      this.located.set(eventKey, { customerId, homeId, keys })
      if (!this.#isNamed(keys)) this.adrift.add(eventKey)
    }
    return resolutions
  }

  erase(customerId: string, mode: 'delete' | 'suppress') {
    const evidenceKeys = [...this.hashes.keys()]
    const request = { requestId: 'erasure', customerId, mode, evidenceKeys, by: 'officer' }
    return eraseCustomer(this.store, request, this.hashes, this.nowMs)
  }

  /** Carries out all open operations, oldest first, and notes all records as projected. */
  settle(): void {
    for (let work = this.store.openWork(); ; work = this.store.openWork()) {
      const { operations, records } = work
      const { merges, reviews, splits } = records
      if (operations.length + merges.length + reviews.length + splits.length === 0) return
      for (const operation of operations) this.#carryOut(operation)
      this.store.completeWork(
        operations.map(({ operation }) => operation),
        {
          merges: merges.map(({ mergeId, version }) => [mergeId, version]),
          reviews: reviews.map(({ reviewId, version }) => [reviewId, version]),
          splits: splits.map(({ splitId, version }) => [splitId, version]),
        },
      )
    }
  }

  /** Whether the identifier that says whose an event is has an owner. */
  #isNamed(keys: readonly string[]): boolean {
    const usable = keys.filter((key) => !this.store.shared.keys.has(key))
    const naming = usable.find((key) => key.startsWith('external_id:')) ?? usable[0]
    return naming !== undefined && this.store.customers.homesOf([naming]).has(naming)
  }

  #carryOut(operation: OpenOperation): void {
    const here = [...this.located].filter(([, { customerId }]) => customerId === operation.customerId)
    if (operation.kind === 'hand-over') {
      for (const [, event] of here) event.customerId = operation.targetId
    } else if (operation.kind === 'erase') {
      for (const [eventKey, { customerId }] of this.located)
        if (operation.memberIds.includes(customerId)) this.located.delete(eventKey)
    } else {
      const keysOfEvents = here.map(([, { keys }]) => keys)
      for (const [eventKey, { keys }] of here) if (!this.#isNamed(keys)) this.adrift.add(eventKey)
      const places = this.store.placesOfEvents(keysOfEvents)
      for (const [index, [, event]] of here.entries()) Object.assign(event, places[index])
    }
  }
}
