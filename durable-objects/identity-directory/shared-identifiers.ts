import type { Tie } from '#shared/identity/decisions.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

/** Which identifiers belong to no one person, and whom each identifier has brought together so far. */
export class SharedIdentifiers {
  readonly #sql: SqlDatabase
  #keys: ReadonlySet<IdentifierKey> = new Set()

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    this.reload()
  }

  get keys(): ReadonlySet<IdentifierKey> {
    return this.#keys
  }

  /** Reads what is stored: at the start, and after a turn that was taken back. */
  reload(): void {
    const rows = this.#sql.all<{ identifier_key: string }>('select identifier_key from shared_identifier')
    this.#keys = new Set(rows.map((row) => row.identifier_key))
  }

  share(keys: readonly IdentifierKey[]): void {
    if (keys.length === 0) return
    this.#sql.all(
      'insert into shared_identifier (identifier_key) select value from json_each(?) where true on conflict do nothing',
      JSON.stringify(keys),
    )
    this.reload()
  }

  /** Makes identifiers name somebody again, and forgets whom they tied. */
  unshare(keys: readonly IdentifierKey[]): void {
    const list = JSON.stringify(keys)
    this.#sql.all(
      'delete from shared_identifier where identifier_key in (select value from json_each(?))',
      list,
    )
    this.forgetTies(keys)
    this.reload()
  }

  /** Forgets whom these identifiers tied. */
  forgetTies(keys: readonly IdentifierKey[]): void {
    this.#sql.all(
      'delete from identifier_tie where identifier_key in (select value from json_each(?))',
      JSON.stringify(keys),
    )
  }

  /** Forgets identifiers, and that they were whom others tied. Goes through all ties. */
  forget(keys: readonly IdentifierKey[]): void {
    this.unshare(keys)
    this.#sql.all(
      'delete from identifier_tie where partner in (select value from json_each(?))',
      JSON.stringify(keys),
    )
  }

  addTies(ties: readonly Tie[]): void {
    if (ties.length === 0) return
    this.#sql.all(
      `insert into identifier_tie (identifier_key, partner) select value ->> 0, value ->> 1 from json_each(?) where true
       on conflict do nothing`,
      JSON.stringify(ties.map(({ key, partner }) => [key, partner])),
    )
  }

  /** Whom each of these has tied; those that tied nobody are left out. */
  tiesOf(keys: readonly IdentifierKey[]): Map<IdentifierKey, Set<string>> {
    const rows = this.#sql.all<{ identifier_key: string; partner: string }>(
      `select identifier_tie.* from json_each(?) as wanted
       cross join identifier_tie on identifier_tie.identifier_key = wanted.value`,
      JSON.stringify(keys),
    )
    const ties = new Map<IdentifierKey, Set<string>>()
    for (const { identifier_key: key, partner } of rows) {
      const partners = ties.get(key) ?? new Set()
      ties.set(key, partners.add(partner))
    }
    return ties
  }
}
