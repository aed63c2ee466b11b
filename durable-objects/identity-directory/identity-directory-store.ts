import {
  type MergeRecord,
  type OpenMerge,
  openMergesTogether,
  type ResolveReply,
  type ReviewRecord,
} from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import {
  type IdentityClaim,
  type Merge,
  maxMergedCustomers,
  type ResolvedBatch,
  resolveClaims,
  ruleVersion,
} from '#shared/identity/resolve.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { identityDirectoryMigrations } from './schema.ts'

/** The tables of a tenant's identity directory, and everything that reads or writes them. */
export class IdentityDirectoryStore {
  readonly #sql: SqlDatabase
  readonly #random: RandomSource
  #lastIdMs = 0
  #idCounter = 0

  constructor(sql: SqlDatabase, random: RandomSource) {
    this.#sql = sql
    this.#random = random
    migrate(sql, identityDirectoryMigrations)
  }

  /** Decides for a batch of events, and writes the decisions, in one turn. Repeating it decides the same. */
  resolve(claims: readonly IdentityClaim[], nowMs: number): ResolveReply {
    return this.#sql.transaction(() => {
      const owners = this.find([...new Set(claims.flatMap((claim) => claim.keys))])
      // Fewer identifiers than this cannot have too many owners, so hardly any event has to be looked up.
      const reviewable = claims.filter((claim) => claim.keys.length > maxMergedCustomers)
      const reviewableKeys = reviewable.map((claim) => claim.eventKey)
      const reviewed = new Set(this.#reviewsOf(reviewableKeys).map((review) => review.eventKey))
      const batch = resolveClaims(claims, owners, () => this.#newCustomerId(nowMs), reviewed)
      this.#write(batch, nowMs)
      return {
        resolutions: batch.resolutions,
        openMerges: this.openMerges(),
        reviews: this.#reviewsOf(reviewableKeys),
      }
    })
  }

  /** The customers that own these identifiers now; unknown identifiers are left out. */
  find(keys: readonly IdentifierKey[]): Map<IdentifierKey, string> {
    if (keys.length === 0) return new Map()
    // One row with a list of owners, in the order of the keys: hundreds of rows would take twice as long to hand over.
    const [row] = this.#sql.all<{ owners: string }>(
      `select json_group_array(identifier.customer_id order by wanted.key) as owners
       from json_each(?) as wanted left join identifier on identifier.identifier_key = wanted.value`,
      JSON.stringify(keys),
    )
    const owners: (string | null)[] = JSON.parse(row?.owners ?? '[]')
    const survivors = this.#survivorsOf(new Set(owners))
    const found = new Map<IdentifierKey, string>()
    for (const [index, key] of keys.entries()) {
      const owner = owners[index]
      if (owner != null) found.set(key, survivors.get(owner) ?? owner)
    }
    return found
  }

  /** The customers among these that are merged away, with what they are part of now. */
  #survivorsOf(customerIds: ReadonlySet<string | null>): Map<string, string> {
    const rows = this.#sql.all<{ customer_id: string; survivor_id: string }>(
      `select redirect.customer_id, redirect.survivor_id
       from json_each(?) as owner cross join redirect on redirect.customer_id = owner.value`,
      JSON.stringify([...customerIds]),
    )
    return new Map(rows.map((row) => [row.customer_id, row.survivor_id]))
  }

  /** The customer an id stands for now: itself, or the one it was merged into. */
  currentCustomerId(customerId: string): string {
    const [row] = this.#sql.all<{ survivor_id: string }>(
      'select survivor_id from redirect where customer_id = ?',
      customerId,
    )
    return row?.survivor_id ?? customerId
  }

  openMerges(): OpenMerge[] {
    return this.#sql
      .all(
        `select merge_history.*, redirect.survivor_id as current_survivor_id from merge_history
         join redirect on redirect.customer_id = merge_history.merged_id
         where is_handed_over = 0 order by merge_id limit ${openMergesTogether}`,
      )
      .map((row) => ({ ...mergeRecord(row), currentSurvivorId: String(row.current_survivor_id) }))
  }

  /** All merges that made this customer, oldest first. */
  mergesInto(customerId: string): MergeRecord[] {
    return this.#sql
      .all(
        `select * from merge_history where merged_id in (select customer_id from redirect where survivor_id = ?)
         order by merge_id`,
        customerId,
      )
      .map(mergeRecord)
  }

  completeMerges(mergeIds: readonly string[]): void {
    this.#sql.all(
      `update merge_history set is_handed_over = 1
       where is_handed_over = 0 and merge_id in (select value from json_each(?))`,
      JSON.stringify(mergeIds),
    )
  }

  #write(batch: ResolvedBatch, nowMs: number): void {
    if (batch.newOwners.size > 0) {
      this.#sql.all(
        `insert into identifier (identifier_key, customer_id)
         select value ->> 0, value ->> 1 from json_each(?)`,
        JSON.stringify([...batch.newOwners]),
      )
    }
    for (const merge of batch.merges) this.#writeMerge(merge, nowMs)
    for (const review of batch.reviews) {
      this.#sql.all(
        `insert into manual_merge_queue (review_id, opened_at, reason, event_key, customer_ids, identifiers)
         values (?, ?, ?, ?, ?, ?) on conflict do nothing`,
        newId('rev', nowMs, this.#random),
        nowMs,
        review.reason,
        review.eventKey,
        JSON.stringify(review.customerIds),
        JSON.stringify(review.keys),
      )
    }
  }

  #writeMerge(merge: Merge, nowMs: number): void {
    // Whoever had been merged into the merged customer is now part of the survivor: redirects never form a chain.
    this.#sql.all(
      'update redirect set survivor_id = ? where survivor_id = ?',
      merge.survivorId,
      merge.mergedId,
    )
    this.#sql.all(
      'insert into redirect (customer_id, survivor_id) values (?, ?)',
      merge.mergedId,
      merge.survivorId,
    )
    this.#sql.all(
      `insert into merge_history
         (merge_id, survivor_id, merged_id, merged_at, rule, rule_version, event_key, identifiers)
       values (?, ?, ?, ?, 'shared-identifiers', ?, ?, ?)`,
      this.#newSortedId('mrg', nowMs),
      merge.survivorId,
      merge.mergedId,
      nowMs,
      ruleVersion,
      merge.eventKey,
      JSON.stringify(merge.keys),
    )
  }

  #reviewsOf(eventKeys: readonly string[]): ReviewRecord[] {
    if (eventKeys.length === 0) return []
    return this.#sql
      .all<ReviewRow>(
        'select * from manual_merge_queue where event_key in (select value from json_each(?))',
        JSON.stringify(eventKeys),
      )
      .map((row) => ({
        reviewId: row.review_id,
        openedAtMs: row.opened_at,
        reason: 'too-many-customers',
        eventKey: row.event_key,
        customerIds: JSON.parse(row.customer_ids),
        keys: JSON.parse(row.identifiers),
      }))
  }

  #newCustomerId(nowMs: number): string {
    return this.#newSortedId('cus', nowMs)
  }

  /** Ids sort by birth even within one millisecond, and even when the clock steps back. */
  #newSortedId(prefix: string, nowMs: number): string {
    this.#idCounter = nowMs > this.#lastIdMs ? 0 : this.#idCounter + 1
    this.#lastIdMs = Math.max(nowMs, this.#lastIdMs)
    return newId(prefix, this.#lastIdMs, this.#random, this.#idCounter)
  }
}

interface ReviewRow extends SqlRow {
  review_id: string
  opened_at: number
  event_key: string
  customer_ids: string
  identifiers: string
}

function mergeRecord(row: SqlRow): MergeRecord {
  return {
    mergeId: String(row.merge_id),
    survivorId: String(row.survivor_id),
    mergedId: String(row.merged_id),
    mergedAtMs: Number(row.merged_at),
    rule: String(row.rule),
    ruleVersion: Number(row.rule_version),
    eventKey: String(row.event_key),
    keys: JSON.parse(String(row.identifiers)),
  }
}
