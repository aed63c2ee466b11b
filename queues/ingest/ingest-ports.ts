import type { LiveEvent } from '#shared/contracts/streaming.ts'
import type {
  IngestCustomer,
  IngestReply,
  RedirectReply,
  Revision,
  RevisionReply,
  StepReply,
  TimelineCursor,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import type { Projection } from '#shared/database/project.ts'
import type { LogEntry, SegmentClaim, SettledEntry } from '#shared/events/log-entry.ts'
import type {
  EraseOperation,
  EventPlaces,
  OpenOperations,
  ProjectedRecords,
  ResolveReply,
} from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ArchiveSegment } from './archive-segments.ts'

/** What carrying out decisions about identity needs of the outside. Each call may be repeated without harm. */
export interface IdentityPorts {
  openWork(tenant: Tenant): Promise<OpenOperations>
  completeWork(tenant: Tenant, operations: number[], projected: ProjectedRecords): Promise<void>
  resolve(tenant: Tenant, claims: IdentityClaim[]): Promise<ResolveReply>
  placesOfEvents(tenant: Tenant, keysOfEvents: (readonly IdentifierKey[])[]): Promise<EventPlaces>
  /** `objectName` is where placeCustomer or placeGuestOrder puts the customers. */
  ingest(objectName: string, customers: IngestCustomer[]): Promise<IngestReply[]>
  redirect(
    objectName: string,
    customerId: string,
    survivorId: string,
    operation: number,
  ): Promise<RedirectReply>
  fence(objectName: string, customerId: string, operation: number): Promise<StepReply>
  open(objectName: string, customerId: string, operation: number, exceedsVersion: number): Promise<StepReply>
  revise(objectName: string, customerId: string, revision: Revision): Promise<RevisionReply>
  timelineFromStart(
    objectName: string,
    customerId: string,
    limit: number,
    cursor: TimelineCursor | null,
  ): Promise<TimelineEntry[]>
  eventsWithForeignKeys(objectName: string, customerId: string): Promise<TimelineEntry[]>
  /** Takes events out of the timeline that a merged customer keeps. */
  discard(objectName: string, customerId: string, eventKeys: string[]): Promise<void>
  /** Those of the events that nobody tells any more but imports that were taken back. */
  withdrawnAmong(tenant: Tenant, eventKeys: string[]): Promise<Set<string>>
  project(tenant: Tenant, projection: Partial<Projection>): Promise<void>
  /** Forgets a customer everywhere but in the directory, which has done so already. */
  eraseCustomer(tenant: Tenant, operation: EraseOperation): Promise<void>
  /** Notes a step that failed and will be tried again. */
  report(tenantId: string, error: unknown): void
}

/** What ingest needs of the outside. Each call may be repeated without harm; each may fail and is then tried again. */
export interface IngestPorts extends IdentityPorts {
  tenant(tenantId: string): Promise<Tenant | undefined>
  readLog(tenant: Tenant, shard: number, fromSequence: number, toSequence: number): Promise<LogEntry[]>
  settleLog(tenant: Tenant, shard: number, entries: SettledEntry[]): Promise<void>
  /** Decides that a customer is forgotten; nothing when it was before. Throws while an earlier decision is carried out. */
  requestErasure(
    tenant: Tenant,
    request: { readonly requestId: string; readonly customerId: string; readonly requestedBy: string },
  ): Promise<void>
  /** False when the entries of a segment have changed since they were read; then it must not be written. */
  claimSegment(tenant: Tenant, shard: number, claim: SegmentClaim): Promise<boolean>
  /** Writes a segment unless it is there; false when its place was taken because its entries have changed. */
  archive(segment: ArchiveSegment): Promise<boolean>
  /** Has what is predicted of customers made anew who have just bought. */
  noteBuyers(tenant: Tenant, customerIds: string[]): Promise<void>
  publish(tenant: Tenant, events: LiveEvent[], omittedCount: number): Promise<void>
}
