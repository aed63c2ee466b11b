import type {
  CustomerRevision,
  CustomerStep,
  RevisionReply,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import type { TimelineRoom } from '#shared/customers/timeline-room.ts'
import type { ImportedEntry, ImportedLine } from '#shared/events/log-entry.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityClaim } from '#shared/identity/identity-claim.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ErasurePorts } from '../../erasure/erasure-ports.ts'
import type { TellerPorts } from '../../ingest/ask-tellers.ts'
import type { IdentityPorts } from '../../ingest/ingest-ports.ts'

/** What the directory is told of a customer that events are taken out of. */
export interface CustomerWithdrawal {
  readonly customerId: string
  /** The events that go, and all identifiers they carry. */
  readonly eventKeys: readonly string[]
  readonly keys: readonly IdentifierKey[]
  /** All others, in the order in which they were received, with the customer each belonged to before any merge. */
  readonly left: readonly { readonly claim: IdentityClaim; readonly homeId: string }[]
  readonly by: string
}

/** What taking back an import needs of the outside. Each call may be repeated without harm. */
export interface UndoPorts
  extends IdentityPorts,
    TellerPorts,
    Pick<ErasurePorts, 'forgetLines' | 'listSegments' | 'readSegment' | 'replaceSegment' | 'voidSegment'> {
  /** Decides about one after the other; tells of each what became of it. */
  decideWithdrawals(
    tenant: Tenant,
    withdrawals: CustomerWithdrawal[],
  ): Promise<Result<{ mergeCount: number }, IdentityFailure>[]>
  /**
   * The timelines of customers of one object, oldest first: as many of the first customers as have room whole, none
   * perhaps.
   */
  timelinesOf(objectName: string, customerIds: string[], room: TimelineRoom): Promise<TimelineEntry[][]>
  /** The same, of customers that are fenced; null for one of which a later decision has been carried out. */
  fencedTimelines(
    objectName: string,
    steps: CustomerStep[],
    room: TimelineRoom,
  ): Promise<(TimelineEntry[] | null)[]>
  /** As `revise`, for several customers of one object; in their order. */
  reviseAll(objectName: string, revisions: CustomerRevision[]): Promise<RevisionReply[]>
  /** From now on the word of this import does not count; gives the entries of the shard in which its events came in. */
  withdrawImport(tenant: Tenant, shard: number, importId: string): Promise<ImportedEntry[]>
  /** The entries of a shard in which events came in that this import told. */
  entriesOf(tenant: Tenant, shard: number, importId: string): Promise<ImportedEntry[]>
  /** The other imports of products or stock levels, whichever the import is of, that stand; sorted. */
  siblingsOf(tenant: Tenant, importId: string): Promise<string[]>
  forgetWithdrawn(tenant: Tenant, shard: number, eventKeys: string[]): Promise<void>
  /** Those of the lines whose events were forgotten. */
  forgottenAmong(tenant: Tenant, shard: number, lines: ImportedLine[]): Promise<ImportedLine[]>
}
