import type { MergeRecord } from '#shared/identity/decision-records.ts'
import type { Merge, MergeRule } from '#shared/identity/decisions.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

/** The merges of a tenant, undone ones included, and where each merged customer went. */
export class MergeHistory {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  /** The customers among these that are merged away, with what they are part of now. */
  survivorsOf(customerIds: Iterable<string | null>): Map<string, string> {
    const rows = this.#sql.all<{ customer_id: string; survivor_id: string }>(
      `select redirect.customer_id, redirect.survivor_id
       from json_each(?) as owner cross join redirect on redirect.customer_id = owner.value`,
      JSON.stringify([...customerIds]),
    )
    return new Map(rows.map((row) => [row.customer_id, row.survivor_id]))
  }

  /** The customer an id stands for now: itself, or the one it was merged into. */
  currentOf(customerId: string): string {
    return this.survivorsOf([customerId]).get(customerId) ?? customerId
  }

  /** Everything that each of these customers is made of, itself first. They must not be merged away. */
  membersOf(customerIds: readonly string[]): Map<string, string[]> {
    const members = new Map(customerIds.map((customerId) => [customerId, [customerId]]))
    const rows = this.#sql.all<{ customer_id: string; survivor_id: string }>(
      `select redirect.customer_id, redirect.survivor_id from json_each(?) as survivor
       cross join redirect on redirect.survivor_id = survivor.value order by redirect.customer_id`,
      JSON.stringify(customerIds),
    )
    for (const row of rows) members.get(row.survivor_id)?.push(row.customer_id)
    return members
  }

  add(mergeId: string, merge: Merge, ruleVersion: number, decidedBy: string | null, nowMs: number): void {
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
         (merge_id, survivor_id, merged_id, merged_at, rule, rule_version, event_key, identifiers, decided_by)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      mergeId,
      merge.survivorId,
      merge.mergedId,
      nowMs,
      merge.rule,
      ruleVersion,
      merge.eventKey,
      JSON.stringify(merge.keys),
      decidedBy,
    )
  }

  find(mergeId: string): MergeRecord | undefined {
    return this.#sql.all('select * from merge_history where merge_id = ?', mergeId).map(mergeRecord)[0]
  }

  /** The merge that stands and took this customer away. */
  standingMergeOf(mergedId: string): MergeRecord | undefined {
    return this.#sql
      .all('select * from merge_history where merged_id = ? and undone_at is null', mergedId)
      .map(mergeRecord)[0]
  }

  /** What a customer was made of when it was merged away, itself first: all that goes back when that is undone. */
  mergedWith(mergedId: string): string[] {
    return this.#sql
      .all<{ customer_id: string }>(
        `with recursive part (customer_id) as (
           select ? union
           select merge_history.merged_id from part
           join merge_history on merge_history.survivor_id = part.customer_id and undone_at is null)
         select customer_id from part`,
        mergedId,
      )
      .map((row) => row.customer_id)
  }

  undo(merge: MergeRecord, by: string, nowMs: number): void {
    const parts = this.mergedWith(merge.mergedId)
    this.#sql.all('delete from redirect where customer_id = ?', merge.mergedId)
    this.#sql.all(
      'update redirect set survivor_id = ? where customer_id in (select value from json_each(?))',
      merge.mergedId,
      JSON.stringify(parts.slice(1)),
    )
    this.#sql.all(
      'update merge_history set undone_at = ?, undone_by = ?, version = version + 1 where merge_id = ?',
      nowMs,
      by,
      merge.mergeId,
    )
  }

  /** All merges that any of these customers had a part in, oldest first. */
  ofCustomers(customerIds: readonly string[]): MergeRecord[] {
    const ids = JSON.stringify(customerIds)
    return this.#sql
      .all(
        `select * from merge_history where merge_id in (
           select merge_id from merge_history where survivor_id in (select value from json_each(?1))
           union select merge_id from merge_history where merged_id in (select value from json_each(?1)))
         order by merge_id`,
        ids,
      )
      .map(mergeRecord)
  }

  /** How many merges stand that these events brought about. Goes through the whole table. */
  countStandingBy(eventKeys: readonly string[]): number {
    const [row] = this.#sql.all<{ count: number }>(
      `select count(*) as count from merge_history
       where undone_at is null and event_key in (select value from json_each(?))`,
      JSON.stringify(eventKeys),
    )
    return row?.count ?? 0
  }

  /** Forgets which events and identifiers made the merges of customers; that there were merges stays. */
  forgetEvidence(customerIds: readonly string[]): void {
    this.#sql.all(
      `update merge_history set event_key = '', identifiers = '[]', version = version + 1 where merge_id in (
         select merge_id from merge_history where survivor_id in (select value from json_each(?1))
         union select merge_id from merge_history where merged_id in (select value from json_each(?1)))`,
      JSON.stringify(customerIds),
    )
  }

  /** Forgets identifiers wherever they are noted. Goes through the whole table. */
  forgetIdentifiers(keys: readonly IdentifierKey[]): void {
    this.#sql.all(
      `update merge_history set version = version + 1, identifiers = (
         select json_group_array(value) from json_each(identifiers)
         where value not in (select value from json_each(?1)))
       where exists (select 1 from json_each(identifiers) where value in (select value from json_each(?1)))`,
      JSON.stringify(keys),
    )
  }

  /** The next ones in the order of their ids. */
  after(mergeId: string, limit: number): MergeRecord[] {
    return this.#sql
      .all('select * from merge_history where merge_id > ? order by merge_id limit ?', mergeId, limit)
      .map(mergeRecord)
  }

  unprojected(limit: number): MergeRecord[] {
    return this.#sql
      .all('select * from merge_history where projected_version < version order by merge_id limit ?', limit)
      .map(mergeRecord)
  }
}

function mergeRecord(row: SqlRow): MergeRecord {
  return {
    mergeId: String(row.merge_id),
    survivorId: String(row.survivor_id),
    mergedId: String(row.merged_id),
    mergedAtMs: Number(row.merged_at),
    rule: String(row.rule) as MergeRule,
    ruleVersion: Number(row.rule_version),
    eventKey: String(row.event_key),
    keys: JSON.parse(String(row.identifiers)),
    decidedBy: row.decided_by === null ? null : String(row.decided_by),
    undoneAtMs: row.undone_at === null ? null : Number(row.undone_at),
    undoneBy: row.undone_by === null ? null : String(row.undone_by),
    version: Number(row.version),
  }
}
