import { type IdentifierKey, isPersonal } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

/** Hashes of identifiers, made beforehand: hashing takes time, and decisions must not wait. */
export type IdentifierHashes = ReadonlyMap<IdentifierKey, string>

/** The identifiers by which an event may be a forgotten person's. */
export function screenedKeys({ keys, readOtherwise }: IdentityClaim): readonly IdentifierKey[] {
  return readOtherwise === undefined ? keys : [...keys, readOtherwise.other]
}

/** What is left of a claim once forgotten people are out of it. */
export interface ScreenedClaim {
  readonly claim: IdentityClaim
  /** The event is of somebody who is not to be known. */
  readonly isSuppressed: boolean
}

/**
 * Identifiers of people who asked to be forgotten, kept as keyed hashes only, so that old data that comes again does
 * not bring them back.
 */
export class SuppressedIdentifiers {
  readonly #sql: SqlDatabase
  #count = 0

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    this.reload()
  }

  get isEmpty(): boolean {
    return this.#count === 0
  }

  reload(): void {
    const [row] = this.#sql.all<{ count: number }>('select count(*) as count from suppressed_identifier')
    this.#count = row?.count ?? 0
  }

  /** The tenant's secret for the hashes, made with the first one. */
  secret(newSecret: string): string {
    this.#sql.all(
      'insert into hash_secret (secret) select ? where not exists (select 1 from hash_secret)',
      newSecret,
    )
    const [row] = this.#sql.all<{ secret: string }>('select secret from hash_secret')
    return row?.secret ?? newSecret
  }

  /** `untilMs` null: no event at all; else events up to then. */
  add(hashes: readonly string[], untilMs: number | null): void {
    this.#sql.all(
      `insert into suppressed_identifier (identifier_hash, until_ms) select value, ? from json_each(?) where true
       on conflict do update set until_ms = case
         when excluded.until_ms is null or until_ms is null then null else max(until_ms, excluded.until_ms) end`,
      untilMs,
      JSON.stringify(hashes),
    )
    this.reload()
  }

  /** Lets identifiers be taken again. */
  lift(hashes: readonly string[]): void {
    this.#sql.all(
      'delete from suppressed_identifier where identifier_hash in (select value from json_each(?))',
      JSON.stringify(hashes),
    )
    this.reload()
  }

  /** Those of the identifiers that were ever somebody's who was forgotten, and whose suppression stands. */
  among(keys: readonly IdentifierKey[], hashes: IdentifierHashes): IdentifierKey[] {
    const limits = this.#limits(keys, hashes)
    return keys.filter((key) => limits.has(hashes.get(key) ?? ''))
  }

  /**
   * Takes forgotten people out of claims. An event that carries one of their phones, e-mails, cards or customer numbers
   * is theirs; a browser or a receipt of theirs alone is merely left out.
   */
  screen(claims: readonly IdentityClaim[], hashes: IdentifierHashes): ScreenedClaim[] {
    if (this.isEmpty) return claims.map((claim) => ({ claim, isSuppressed: false }))
    const untilMs = this.#limits(claims.flatMap(screenedKeys), hashes)
    return claims.map((claim) => {
      const isOfForgotten = (key: IdentifierKey) =>
        claim.occurredAt <= (untilMs.get(hashes.get(key) ?? '') ?? -1)
      const isForgotten = (key: IdentifierKey) =>
        isOfForgotten(key) || (key === claim.readOtherwise?.key && isOfForgotten(claim.readOtherwise.other))
      const kept = claim.keys.filter((key) => !isForgotten(key))
      if (kept.length === claim.keys.length) return { claim, isSuppressed: false }
      const isTheirs = kept.length === 0 || claim.keys.some((key) => isPersonal(key) && isForgotten(key))
      const { statement: _, ...rest } = claim
      return { claim: { ...rest, keys: isTheirs ? [] : kept }, isSuppressed: isTheirs }
    })
  }

  /** Until when events with these identifiers are not to be taken, by hash. */
  #limits(keys: readonly IdentifierKey[], hashes: IdentifierHashes): Map<string, number> {
    const wanted = [...new Set(keys.flatMap((key) => hashes.get(key) ?? []))]
    const rows = this.#sql.all<{ identifier_hash: string; until_ms: number | null }>(
      `select suppressed_identifier.* from json_each(?) as wanted
       cross join suppressed_identifier on suppressed_identifier.identifier_hash = wanted.value`,
      JSON.stringify(wanted),
    )
    return new Map(rows.map((row) => [row.identifier_hash, row.until_ms ?? Number.POSITIVE_INFINITY]))
  }
}
