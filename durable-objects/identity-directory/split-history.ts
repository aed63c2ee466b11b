import type { SplitRecord } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

/** The splits of a tenant, undone ones included. */
export class SplitHistory {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  add(
    split: Pick<SplitRecord, 'splitId' | 'customerId' | 'newCustomerId' | 'keys' | 'splitAtMs' | 'decidedBy'>,
  ): void {
    this.#sql.all(
      `insert into identity_split (split_id, customer_id, new_customer_id, identifiers, split_at, decided_by)
       values (?, ?, ?, ?, ?, ?)`,
      split.splitId,
      split.customerId,
      split.newCustomerId,
      JSON.stringify(split.keys),
      split.splitAtMs,
      split.decidedBy,
    )
  }

  find(splitId: string): SplitRecord | undefined {
    return this.#sql.all('select * from identity_split where split_id = ?', splitId).map(splitRecord)[0]
  }

  undo(splitId: string, by: string, nowMs: number): void {
    this.#sql.all(
      'update identity_split set undone_at = ?, undone_by = ?, version = version + 1 where split_id = ?',
      nowMs,
      by,
      splitId,
    )
  }

  /** All splits that took something out of these customers, or made one of them. */
  ofCustomers(customerIds: readonly string[]): SplitRecord[] {
    return this.#sql
      .all(
        `select * from identity_split where customer_id in (select value from json_each(?1))
         union select * from identity_split where new_customer_id in (select value from json_each(?1))
         order by split_id`,
        JSON.stringify(customerIds),
      )
      .map(splitRecord)
  }

  forgetEvidence(customerIds: readonly string[]): void {
    for (const { splitId } of this.ofCustomers(customerIds)) {
      this.#sql.all(
        `update identity_split set identifiers = '[]', version = version + 1 where split_id = ?`,
        splitId,
      )
    }
  }

  /** Forgets identifiers wherever they are noted. Goes through the whole table. */
  forgetIdentifiers(keys: readonly IdentifierKey[]): void {
    this.#sql.all(
      `update identity_split set version = version + 1, identifiers = (
         select json_group_array(value) from json_each(identifiers)
         where value not in (select value from json_each(?1)))
       where exists (select 1 from json_each(identifiers) where value in (select value from json_each(?1)))`,
      JSON.stringify(keys),
    )
  }

  /** The next ones in the order of their ids. */
  after(splitId: string, limit: number): SplitRecord[] {
    return this.#sql
      .all('select * from identity_split where split_id > ? order by split_id limit ?', splitId, limit)
      .map(splitRecord)
  }

  unprojected(limit: number): SplitRecord[] {
    return this.#sql
      .all('select * from identity_split where projected_version < version order by split_id limit ?', limit)
      .map(splitRecord)
  }
}

function splitRecord(row: SqlRow): SplitRecord {
  return {
    splitId: String(row.split_id),
    customerId: String(row.customer_id),
    newCustomerId: String(row.new_customer_id),
    keys: JSON.parse(String(row.identifiers)),
    splitAtMs: Number(row.split_at),
    decidedBy: String(row.decided_by),
    undoneAtMs: row.undone_at === null ? null : Number(row.undone_at),
    undoneBy: row.undone_by === null ? null : String(row.undone_by),
    version: Number(row.version),
  }
}
