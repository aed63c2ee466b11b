import { eraseCustomer, keysToForget } from '#durable-objects/identity-directory/erase-customer.ts'
import { IdentityDecisions } from '#durable-objects/identity-directory/identity-decisions.ts'
import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import type { ReviewDecision } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { defaultIdentityRules } from '#shared/identity/identity-rules.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { directoryTables } from './directory-history.ts'
import { newClaim } from './new-claim.ts'
import { nodeSql } from './node-sql.ts'

/** A directory to tell stories to: events by their identifiers, customers by one of theirs. */
export class TestDirectory {
  readonly sql = nodeSql()
  readonly store = new IdentityDirectoryStore(this.sql, seededRandom(1))
  readonly decisions = new IdentityDecisions(this.store)
  nowMs = 1_000
  #claimCount = 0

  /** Resolves events, each written as its identifiers, one after the other, and settles what follows. */
  events(...told: string[]): void {
    for (const keys of told) {
      this.store.resolve(
        [newClaim(`shop:${this.#claimCount++}`, keys.split(' '))],
        defaultIdentityRules,
        this.nowMs,
      )
      this.settle()
    }
  }

  /** The customer that has an identifier now. */
  idOf(key: string): string {
    return this.store.find([key]).get(key) ?? 'nobody'
  }

  /** Which of these identifiers belong together: `email:a phone:b | email:c`. */
  people(...keys: string[]): string {
    const together = Map.groupBy(keys, (key) => this.idOf(key))
    return [...together.values()].map((ofOne) => ofOne.join(' ')).join(' | ')
  }

  /** As if all that follows from the decisions were carried out and projected. */
  settle(): void {
    const { operations, records } = this.store.openWork()
    const { merges, reviews, splits } = records
    this.store.completeWork(
      operations.map(({ operation }) => operation),
      {
        merges: merges.map(({ mergeId, version }) => [mergeId, version]),
        reviews: reviews.map(({ reviewId, version }) => [reviewId, version]),
        splits: splits.map(({ splitId, version }) => [splitId, version]),
      },
    )
  }

  /** The id of the latest merge, review or split. */
  latest(record: 'merge' | 'review' | 'split'): string {
    const [table, column] = {
      merge: ['merge_history', 'merge_id'],
      review: ['manual_merge_queue', 'review_id'],
      split: ['identity_split', 'split_id'],
    }[record]
    const [row] = this.sql.all<{ id: string }>(`select max(${column}) as id from ${table}`)
    return row?.id ?? `no-${record}`
  }

  /** Every row of some tables; of all when none are named. */
  dump(...tables: string[]): Record<string, unknown[]> {
    const named = tables.length === 0 ? [...directoryTables, 'last_operation'] : tables
    return Object.fromEntries(named.map((table) => [table, this.sql.all(`select * from ${table}`)]))
  }

  merge(left: IdentifierKey, right: IdentifierKey, more: { survivorId?: string; basis?: number } = {}) {
    const customerIds = [this.idOf(left), this.idOf(right)] as const
    return this.decisions.mergeCustomers({ customerIds, by: 'ada', ...more }, this.nowMs)
  }

  undo(mergeId = this.latest('merge'), basis?: number) {
    return this.decisions.undoMerge({ mergeId, by: 'ada', basis }, this.nowMs)
  }

  split(of: IdentifierKey, ...keys: IdentifierKey[]) {
    return this.decisions.splitCustomer({ customerId: this.idOf(of), keys, by: 'ada' }, this.nowMs)
  }

  undoSplit(splitId = this.latest('split')) {
    return this.decisions.undoSplit({ splitId, by: 'ada' }, this.nowMs)
  }

  /** Answers the latest question. */
  answer(decision: ReviewDecision, basis?: number) {
    const reviewId = this.latest('review')
    return this.decisions.decideReview({ reviewId, decision, basis, note: 'seen', by: 'ada' }, this.nowMs)
  }

  erase(key: IdentifierKey, mode: 'delete' | 'suppress' = 'delete') {
    const request = { requestId: 'er_1', customerId: this.idOf(key), mode, evidenceKeys: [], by: 'ada' }
    const hashes = new Map(keysToForget(this.store, request).map((one, index) => [one, `#${index}`]))
    return eraseCustomer(this.store, request, hashes, this.nowMs)
  }

  basisOf(key: IdentifierKey): number {
    return this.store.cluster(this.idOf(key))?.basis ?? -1
  }
}
