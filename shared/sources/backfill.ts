import type { JsonObject } from '../kernel/json.ts'
import type { Failure, Result } from '../kernel/result.ts'

/** A call to a vendor's API. The caller puts the host before `path` and adds the headers that say who asks. */
export interface VendorRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Begins with a slash and holds the query; of an API that is one address, the query alone. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

/** What the vendor answered, whatever the status. Header names are lower case. */
export interface VendorResponse {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Makes one call. Throws when nothing came back (no such host, a timeout): then the whole step is tried again. */
export type VendorCall = (request: VendorRequest) => Promise<VendorResponse>

/** Why a page could not be read. `afterSeconds`: how long the vendor asks to wait; null when it does not say. */
export interface BackfillFailure extends Failure {
  readonly kind:
    | 'invalid-credentials'
    | 'invalid-settings'
    | 'rate-limited'
    | 'vendor-unavailable'
    | 'unreadable-answer'
  readonly afterSeconds: number | null
}

/** One thing that staff enter so that Patron may call the vendor: an access token, a consumer key. */
export interface CredentialField {
  readonly name: string
  readonly label: string
}

/** Where a connection's calls go and what shows who asks. */
export interface VendorAddress {
  /** Scheme and host, with a path if the API has one in common: `https://shop.example/index.php`. No slash at the end. */
  readonly baseUrl: string
  readonly headers: Readonly<Record<string, string>>
}

/** The records of one answer, ready for the source's own `map`, and where the next ones begin. */
export interface BackfillPage<SourceRecord> {
  readonly records: readonly SourceRecord[]
  /** Null: this was the last page of the resource. */
  readonly nextCursor: string | null
}

/**
 * How to read from a vendor's API what its webhooks tell: all of it (back-fill) or what changed lately
 * (reconciliation). Pure but for `call`. A record read here and the same version of it delivered by a webhook must map
 * to the same event.
 */
export interface Backfill<SourceRecord = unknown> {
  /** What can be read, in the order in which it is: `products`, `customers`, `orders` ... */
  readonly resources: readonly string[]
  readonly credentialFields: readonly CredentialField[]
  /** How often what changed is read by itself, as webhooks can be lost; null: never. A connection may set its own. */
  readonly reconcileEveryMinutes: number | null
  /** Fails with `invalid-settings` or `invalid-credentials` when something is missing or cannot be. */
  address(
    settings: JsonObject,
    credentials: Readonly<Record<string, string>>,
  ): Result<VendorAddress, BackfillFailure>
  /**
   * The headers that show who asks, of a vendor that gives tokens for a short while (OAuth): asked for by `call`, which
   * has none yet. They are added to those of the address. Absent: the address has all there is.
   */
  signIn?(
    settings: JsonObject,
    credentials: Readonly<Record<string, string>>,
    call: VendorCall,
    nowMs: number,
  ): Promise<Result<Readonly<Record<string, string>>, BackfillFailure>>
  /** A cheap call that is answered 2xx only when the credentials are right. */
  readonly ping: VendorRequest
  /**
   * One page of a resource. `cursor` is what the page before said, null at the start; `changedSinceMs` leaves out what
   * has not changed since then, null reads everything.
   */
  readPage(
    resource: string,
    cursor: string | null,
    changedSinceMs: number | null,
    call: VendorCall,
    settings: JsonObject,
  ): Promise<Result<BackfillPage<SourceRecord>, BackfillFailure>>
}
