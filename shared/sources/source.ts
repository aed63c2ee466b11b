import type { CanonicalEvent } from '../events/event.ts'
import type { Result } from '../kernel/result.ts'
import type { MappingFailure } from './mapping-failure.ts'

/** One HTTP call of an outside system, before anything is believed. Header names are lower case, `body` is unpacked. */
export interface Delivery {
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

/** Whether a delivery really comes from who it claims. A refusal is answered 401 and its body is not kept. */
export type Verdict =
  | { readonly verified: true }
  | { readonly verified: false; readonly reason: 'missing-signature' | 'bad-signature' | 'stale-timestamp' }

/** What a mapping may know beside the record itself. */
export interface MappingContext {
  /** The connection the record came through, as `event.source` has it: `shopify/demo`. */
  readonly source: string
  readonly receivedAtMs: number
  /** ISO 4217 code used where a record names none. */
  readonly defaultCurrency: string
  /** A fresh id, for a record that says nothing to make one from. */
  readonly freshId: () => string
}

/**
 * One source of events. `parse` reads the vendor's own format and splits a delivery into its records, so that one
 * broken record cannot spoil the others; `map` turns one record into canonical events: pure, total, and the same
 * record always gives the same event ids.
 *
 * Pointers in a failure start at the body for `parse` and at the record for `map`.
 */
export interface Source<SourceRecord = unknown> {
  readonly name: string
  /** What `verify` vouches for: every byte of the body (a signature), or only who is calling (a key). */
  readonly authenticates: 'body' | 'caller'
  /** Constant-time; `secrets` has more than one while a secret is being rotated. */
  verify(delivery: Delivery, secrets: readonly string[], nowMs: number): Promise<Verdict>
  parse(delivery: Delivery): Result<SourceRecord[], MappingFailure>
  map(record: SourceRecord, context: MappingContext): Result<CanonicalEvent[], MappingFailure>
}
