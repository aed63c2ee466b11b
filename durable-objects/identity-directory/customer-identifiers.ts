import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { pairKey } from '#shared/identity/kept-apart.ts'
import type { Link } from '#shared/identity/limits.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

export interface DirectoryCustomer {
  readonly customerId: string
  readonly links: readonly Link[]
  readonly basis: number
  readonly erasedAtMs: number | null
}

/** Customers and the identifiers they were first seen with: who owns what, before any merge. */
export class CustomerIdentifiers {
  readonly #sql: SqlDatabase
  #erasedIds: ReadonlySet<string> = new Set()

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    this.reload()
  }

  /** Reads what is stored: at the start, and after a turn that was taken back. */
  reload(): void {
    const rows = this.#sql.all<{ customer_id: string }>(
      'select customer_id from customer indexed by customer_erased where erased_at is not null',
    )
    this.#erasedIds = new Set(rows.map((row) => row.customer_id))
  }

  /**
   * The customer each identifier was first seen with; unknown identifiers are left out, and so is what an erased
   * customer may have left behind: it is nobody's.
   */
  homesOf(keys: readonly IdentifierKey[]): Map<IdentifierKey, string> {
    const homes = this.storedHomesOf(keys)
    if (this.#erasedIds.size === 0) return homes
    for (const [key, home] of homes) if (this.#erasedIds.has(home)) homes.delete(key)
    return homes
  }

  /** The same, erased customers included. */
  storedHomesOf(keys: readonly IdentifierKey[]): Map<IdentifierKey, string> {
    if (keys.length === 0) return new Map()
    // One row with a list of owners, in the order of the keys: hundreds of rows would take twice as long to hand over.
    const [row] = this.#sql.all<{ owners: string }>(
      `select json_group_array(identifier.customer_id order by wanted.key) as owners
       from json_each(?) as wanted left join identifier on identifier.identifier_key = wanted.value`,
      JSON.stringify(keys),
    )
    const owners: (string | null)[] = JSON.parse(row?.owners ?? '[]')
    const homes = new Map<IdentifierKey, string>()
    for (const [index, key] of keys.entries()) {
      const owner = owners[index]
      if (owner != null) homes.set(key, owner)
    }
    return homes
  }

  find(customerIds: readonly string[]): Map<string, DirectoryCustomer> {
    const rows = this.#sql.all<{
      customer_id: string
      links: string
      basis: number
      erased_at: number | null
    }>(
      `select customer.* from json_each(?) as wanted cross join customer on customer.customer_id = wanted.value`,
      JSON.stringify(customerIds),
    )
    return new Map(
      rows.map((row) => [
        row.customer_id,
        {
          customerId: row.customer_id,
          links: readLinks(row.links),
          basis: row.basis,
          erasedAtMs: row.erased_at,
        },
      ]),
    )
  }

  /** The next customers in the order of their ids, those merged away and erased included. */
  after(customerId: string, limit: number): Pick<DirectoryCustomer, 'customerId' | 'erasedAtMs'>[] {
    return this.#sql
      .all<{ customer_id: string; erased_at: number | null }>(
        'select customer_id, erased_at from customer where customer_id > ? order by customer_id limit ?',
        customerId,
        limit,
      )
      .map((row) => ({ customerId: row.customer_id, erasedAtMs: row.erased_at }))
  }

  /** Writes new owners of identifiers, and the customers that have them now. */
  write(
    newOwners: ReadonlyMap<IdentifierKey, string>,
    changedLinks: ReadonlyMap<string, readonly Link[]>,
  ): void {
    if (newOwners.size > 0) {
      this.#sql.all(
        `insert into identifier (identifier_key, customer_id)
         select value ->> 0, value ->> 1 from json_each(?) where true
         on conflict do update set customer_id = excluded.customer_id`,
        JSON.stringify([...newOwners]),
      )
    }
    if (changedLinks.size > 0) {
      const rows = [...changedLinks].map(([customerId, links]) => [customerId, writeLinks(links)])
      this.#sql.all(
        `insert into customer (customer_id, links) select value ->> 0, value ->> 1 from json_each(?) where true
         on conflict do update set links = excluded.links`,
        JSON.stringify(rows),
      )
    }
  }

  /** Notes the number of the last decision about customers. */
  setBasis(customerIds: readonly string[], basis: number): void {
    this.#sql.all(
      'update customer set basis = ? where customer_id in (select value from json_each(?))',
      basis,
      JSON.stringify(customerIds),
    )
  }

  /** Forgets customers and the identifiers that are theirs. */
  erase(customerIds: readonly string[], keys: readonly IdentifierKey[], nowMs: number): void {
    this.forgetIdentifiers(customerIds, keys)
    this.#sql.all(
      `update customer set links = '[]', erased_at = ? where customer_id in (select value from json_each(?))`,
      nowMs,
      JSON.stringify(customerIds),
    )
    this.reload()
  }

  /** Forgets those of the identifiers that are these customers'. */
  forgetIdentifiers(customerIds: readonly string[], keys: readonly IdentifierKey[]): void {
    this.#sql.all(
      `delete from identifier where identifier_key in (select value from json_each(?))
       and customer_id in (select value from json_each(?))`,
      JSON.stringify(keys),
      JSON.stringify(customerIds),
    )
  }

  /** Makes these identifiers nobody's, as far as they are these customers', which have none after it. */
  release(customerIds: readonly string[], keys: readonly IdentifierKey[]): void {
    this.forgetIdentifiers(customerIds, keys)
    this.#sql.all(
      `update customer set links = '[]' where customer_id in (select value from json_each(?))`,
      JSON.stringify(customerIds),
    )
  }

  /** Forgets that there were these customers, which have nothing any more. */
  remove(customerIds: readonly string[]): void {
    this.#sql.all(
      'delete from customer where customer_id in (select value from json_each(?))',
      JSON.stringify(customerIds),
    )
  }

  /** Which of all pairs of these customers a person said are different people. */
  keptApart(customerIds: readonly string[]): Set<string> {
    const rows = this.#sql.all<{ left_id: string; right_id: string }>(
      `select kept_apart.left_id, kept_apart.right_id from json_each(?1) as one
       cross join kept_apart on kept_apart.left_id = one.value
       where kept_apart.right_id in (select value from json_each(?1)) and lifted_by is null`,
      JSON.stringify(customerIds),
    )
    return new Set(rows.map((row) => pairKey(row.left_id, row.right_id)))
  }

  /** All pairs that are kept apart, as the customers that they are part of now; at most `limit`. */
  allKeptApart(limit: number): Set<string> {
    const rows = this.#sql.all<{ left_id: string; right_id: string }>(
      `select coalesce(of_left.survivor_id, left_id) as left_id, coalesce(of_right.survivor_id, right_id) as right_id
       from kept_apart
       left join redirect as of_left on of_left.customer_id = left_id
       left join redirect as of_right on of_right.customer_id = right_id
       where lifted_by is null limit ?`,
      limit,
    )
    return new Set(rows.map((row) => pairKey(row.left_id, row.right_id)))
  }

  /** The customers that a person said none of these is. */
  keptApartFrom(customerIds: readonly string[]): string[] {
    return this.#sql
      .all<{ other_id: string }>(
        `select right_id as other_id from kept_apart
         where left_id in (select value from json_each(?1)) and lifted_by is null
         union select left_id from kept_apart
         where right_id in (select value from json_each(?1)) and lifted_by is null`,
        JSON.stringify(customerIds),
      )
      .map((row) => row.other_id)
  }

  keepApart(leftId: string, rightId: string): void {
    const [first, second] = [leftId, rightId].sort()
    this.#sql.all(
      'insert into kept_apart (left_id, right_id) values (?, ?) on conflict do update set lifted_by = null',
      first ?? '',
      second ?? '',
    )
  }

  /** As long as a merge stands, no two across these groups are different people. */
  allowTogether(leftIds: readonly string[], rightIds: readonly string[], mergeId: string): void {
    const [left, right] = [JSON.stringify(leftIds), JSON.stringify(rightIds)]
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as const) {
      this.#sql.all(
        `update kept_apart set lifted_by = ? where left_id in (select value from json_each(?))
         and right_id in (select value from json_each(?)) and lifted_by is null`,
        mergeId,
        one,
        other,
      )
    }
  }

  /** What was said before a merge holds again. */
  keepApartAgain(mergeId: string): void {
    this.#sql.all('update kept_apart set lifted_by = null where lifted_by = ?', mergeId)
  }
}

/** Links as they are stored: short, for there is one row a customer. */
function writeLinks(links: readonly Link[]): string {
  const kept = links.filter(({ key }) => !key.startsWith('pos_bill:'))
  return JSON.stringify(kept.map(({ key, occurredAt, eventKey }) => [key, occurredAt, eventKey]))
}

function readLinks(text: string): Link[] {
  const stored: [string, number, string][] = JSON.parse(text)
  return stored.map(([key, occurredAt, eventKey]) => ({ key, occurredAt, eventKey }))
}
