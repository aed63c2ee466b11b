import type { IdentityPreview } from '../../contracts/identity.ts'
import type { CustomerCluster, MergeRecord } from '../../identity/decision-records.ts'
import type { IdentifierKey } from '../../identity/identifier.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { previewSeparation, type SeparationSide } from './preview-separation.ts'
import type { TimelineEvent } from './timeline-event.ts'

/** A side of a merge, as the directory tells it; null for what names nobody. */
export type MergeSide = 'survivor' | 'merged' | null

export interface UndoPreviewRequest {
  readonly tenant: Tenant
  readonly merge: MergeRecord
  /** The survivor as it is now, not merged away. */
  readonly cluster: CustomerCluster
  readonly events: readonly TimelineEvent[]
  /** Where each event would go, in the order of `events`. */
  readonly sides: readonly MergeSide[]
  /** Where an event with each of the customer's own identifiers alone would go; null for shared ones. */
  readonly sideOfKey: ReadonlyMap<IdentifierKey, MergeSide>
  /** Whether `events` are all there are. */
  readonly isComplete: boolean
}

/** What taking a merge back would come to: the customer before, and both sides after. */
export function previewUndo(request: UndoPreviewRequest): IdentityPreview {
  const { tenant, merge, cluster, events, sides, sideOfKey, isComplete } = request
  const linkedSides = sidesOfLinks(merge, cluster)
  return previewSeparation({
    tenant,
    basis: cluster.basis,
    customerId: cluster.customerId,
    separateId: merge.mergedId,
    events,
    sides: sides.map((side) => separationSide(side) ?? 'stays'),
    // What was merged comes apart as it was: each event is counted for whom it was counted before.
    homeIds: events.map(({ homeId }) => homeId),
    sideOfKey: (key) => separationSide(sideOfKey.get(key) ?? linkedSides.get(key) ?? null),
    isComplete,
  })
}

/** The side of each identifier the directory lists, shared ones included. */
function sidesOfLinks(
  { mergedId }: MergeRecord,
  { members, merges }: CustomerCluster,
): Map<IdentifierKey, MergeSide> {
  const merged = new Set([mergedId])
  // A set goes on to what is added to it meanwhile, so this finds what was merged into the merged, too.
  for (const partId of merged) {
    for (const earlier of merges) {
      if (earlier.undoneAtMs === null && earlier.survivorId === partId) merged.add(earlier.mergedId)
    }
  }
  return new Map(
    members.flatMap(({ customerId, links }) =>
      links.map(({ key }) => [key, merged.has(customerId) ? 'merged' : 'survivor'] as const),
    ),
  )
}

function separationSide(side: MergeSide): SeparationSide | undefined {
  if (side === null) return undefined
  return side === 'merged' ? 'goes' : 'stays'
}
