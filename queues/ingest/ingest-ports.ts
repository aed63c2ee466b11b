import type { LiveEvent } from '#shared/contracts/streaming.ts'
import type { IngestCustomer, IngestReply, TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { Projection } from '#shared/database/project.ts'
import type { LogEntry, SettledEntry } from '#shared/events/log-entry.ts'
import type { ResolveReply } from '#shared/identity/decision-records.ts'
import type { IdentityClaim } from '#shared/identity/resolve.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** One piece of the archive: written once under its key, never changed. */
export interface ArchiveSegment {
  readonly key: string
  readonly lines: string
}

/** What ingest needs of the outside. Each call may be repeated without harm; each may fail and is then tried again. */
export interface IngestPorts {
  tenant(tenantId: string): Promise<Tenant | undefined>
  readLog(tenant: Tenant, shard: number, fromSequence: number, toSequence: number): Promise<LogEntry[]>
  settleLog(tenant: Tenant, shard: number, entries: SettledEntry[]): Promise<void>
  resolve(tenant: Tenant, claims: IdentityClaim[]): Promise<ResolveReply>
  completeMerges(tenant: Tenant, mergeIds: string[]): Promise<void>
  /** `objectName` is where {@link placeCustomer} or {@link placeGuestOrder} puts the customers. */
  ingest(objectName: string, customers: IngestCustomer[]): Promise<IngestReply[]>
  redirect(objectName: string, customerId: string, survivorId: string): Promise<number>
  timelineFromStart(
    objectName: string,
    customerId: string,
    limit: number,
    cursor: TimelineCursor | null,
  ): Promise<TimelineEntry[]>
  project(tenant: Tenant, projection: Projection): Promise<void>
  archive(segment: ArchiveSegment): Promise<void>
  publish(tenant: Tenant, events: LiveEvent[], omittedCount: number): Promise<void>
  /** Notes a step that failed and will be tried again. */
  report(tenantId: string, error: unknown): void
}
