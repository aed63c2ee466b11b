import type * as z from 'zod'
import type { CanonicalEvent } from '../events/event.ts'
import type { JsonObject } from '../kernel/json.ts'
import type { Result } from '../kernel/result.ts'
import type { CredentialField } from './backfill.ts'
import type { MappingFailure } from './mapping-failure.ts'

/**
 * One HTTP call of an outside system, before anything is believed. Header names are lower case, `body` is unpacked,
 * `url` is the public one that the system called (some sign it).
 */
export interface Delivery {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array<ArrayBuffer>
}

/** Whether a delivery really comes from who it claims. A refusal is answered 401 and its body is not kept. */
export type Verdict =
  | { readonly verified: true }
  | { readonly verified: false; readonly reason: 'missing-signature' | 'bad-signature' | 'stale-timestamp' }

/** What the vendor itself calls a delivery, for the log of deliveries; null where it says nothing. */
export interface DeliveryName {
  readonly topic: string | null
  readonly deliveryId: string | null
}

/** An answer in the vendor's own words. */
export interface SourceAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What a mapping may know beside the record itself. */
export interface MappingContext {
  /** The connection the record came through, as `event.source` has it: `shopify/demo`. */
  readonly source: string
  readonly receivedAtMs: number
  /** ISO 4217 code used where a record names none. */
  readonly defaultCurrency: string
  /** IANA time zone of the tenant, for records whose times name none. */
  readonly timeZone: string
  /** What was set up for the connection; the source reads it with a schema of its own. */
  readonly settings: JsonObject
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
  /**
   * Whether deliveries come from a program that somebody writes for the shop, who can be told to send them otherwise. A vendor's
   * service would send the same again and turn the webhook off.
   */
  readonly isOwnProgram?: true
  /**
   * What can be set for a connection, everything with a default; absent: nothing can. Not strict: it reads what is stored, and
   * `settingsToMake` refuses what nobody knows.
   */
  readonly settings?: z.ZodObject
  /** What Patron needs to call the vendor, where it sends to it; a source that is read from says so in its back-fill. */
  readonly credentialFields?: readonly CredentialField[]
  /** Constant-time; `secrets` has more than one while a secret is being rotated. */
  verify(delivery: Delivery, secrets: readonly string[], nowMs: number): Promise<Verdict>
  /** What a setting-up call that carries no event is answered (a challenge, a ping); undefined for any other call. */
  handshake?(delivery: Delivery, secrets: readonly string[]): Promise<SourceAnswer | undefined>
  /** What the vendor wants to be told when it sets up the address, made from the secret; absent: nothing. */
  verifyToken?(secret: string): Promise<string>
  describe(delivery: Delivery): DeliveryName
  /** `settings`: what was set up for the connection, for a source whose envelope is a matter of settings. */
  parse(delivery: Delivery, settings: JsonObject): Result<SourceRecord[], MappingFailure>
  map(record: SourceRecord, context: MappingContext): Result<CanonicalEvent[], MappingFailure>
  /** What a delivery is answered once it is durable, where the vendor expects more than a status. */
  readonly answer?: SourceAnswer
}
