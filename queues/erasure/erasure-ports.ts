import type { StepReply } from '#shared/customers/ingest.ts'
import type { ForgetReply, ForgottenLines } from '#shared/events/log-entry.ts'
import type { EraseOperation } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { TellerPorts } from '../ingest/ask-tellers.ts'
import type { IdentityPorts } from '../ingest/ingest-ports.ts'

/** An archive segment as it was read; `version` changes whenever it is written. */
export interface StoredSegment {
  readonly lines: string
  readonly version: string
}

/** What forgetting a customer needs of the outside. Each call may be repeated without harm. */
export interface ErasurePorts
  extends TellerPorts,
    Pick<IdentityPorts, 'timelineFromStart' | 'ingest' | 'project'> {
  /** Closes a customer for good; its events stay until {@link forgetCustomer}. */
  closeCustomer(objectName: string, customerId: string, operation: number): Promise<StepReply>
  forgetCustomer(objectName: string, customerId: string): Promise<void>
  /** Has the directory forget identifiers of the erased customers that it may have learnt since. */
  forgetIdentifiers(tenant: Tenant, operation: EraseOperation, keys: IdentifierKey[]): Promise<void>
  forgetLines(tenant: Tenant, shard: number, lines: ForgottenLines): Promise<ForgetReply>
  /** Keys of the archive segments in a folder. */
  listSegments(folder: string): Promise<string[]>
  readSegment(key: string): Promise<StoredSegment | undefined>
  /** Replaces a segment, unless it is another by now than was read; tells whether it did. */
  replaceSegment(key: string, lines: string, version: string): Promise<boolean>
  /** Takes the place of a segment that is not there, so that it cannot be written; tells whether it did. */
  voidSegment(key: string): Promise<boolean>
  /** Ids of quarantined records whose bytes (in lower case) or detail hold one of the texts. */
  findQuarantined(tenant: Tenant, texts: string[]): Promise<string[]>
  /** Ids of logged deliveries that turned into one of the events, or hold one of the texts (in lower case). */
  findDeliveries(tenant: Tenant, texts: string[], eventKeys: string[]): Promise<string[]>
  /** Deletes the results of exports of these customers; tells how many there were. */
  forgetExports(tenant: Tenant, customerIds: string[]): Promise<number>
  /** Takes what holds one of the texts (in lower case) out of what imports have left; tells of how many lines. */
  forgetUploads(tenant: Tenant, texts: string[]): Promise<number>
  /** Ids of accounts of customers of the shop with one of these addresses. */
  findAccounts(tenant: Tenant, emails: string[]): Promise<string[]>
  /** Takes customers out of the live feed, now and later; tells of how many events in all. */
  forgetLive(tenant: Tenant, customerIds: string[]): Promise<number>
  /** Remembers outside of D1 that an erasure was carried out, should D1 be put back to before it. */
  noteErased(tenant: Tenant, requestId: string): Promise<void>
  nowMs(): number
}
