import type { IdentityPreview } from '../../contracts/identity.ts'
import type { CustomerCluster } from '../../identity/decision-records.ts'
import { homeOfEvent } from '../../identity/home-key.ts'
import type { IdentifierKey } from '../../identity/identifier.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { previewSeparation, type SeparationSide } from './preview-separation.ts'
import { newCustomerId } from './previewed-customer.ts'
import type { TimelineEvent } from './timeline-event.ts'

export interface SplitPreviewRequest {
  readonly tenant: Tenant
  readonly cluster: CustomerCluster
  /** The identifiers to take out. */
  readonly keys: readonly IdentifierKey[]
  readonly events: readonly TimelineEvent[]
  /** The customer that each identifier of the events belongs to now. */
  readonly owners: ReadonlyMap<IdentifierKey, string>
  /** Whether `events` are all there are. */
  readonly isComplete: boolean
}

/** What taking identifiers out of a customer would come to: the customer before, and both after. */
export function previewSplit(request: SplitPreviewRequest): IdentityPreview {
  const { tenant, cluster, events, owners, isComplete } = request
  const taken = new Set(request.keys)
  const shared = new Set(cluster.sharedKeys)
  const sideOfKey = (key: IdentifierKey): SeparationSide | undefined => {
    if (taken.has(key)) return 'goes'
    return owners.get(key) === cluster.customerId ? 'stays' : undefined
  }
  const known = {
    // An event is here although it carries an identifier of others: then that one is shared, or it does not decide.
    isShared: (key: IdentifierKey) => shared.has(key) || owners.get(key) !== cluster.customerId,
    homeOf: (key: IdentifierKey) => (taken.has(key) ? newCustomerId : owners.get(key)),
  }
  // What names nobody by now stays where it is.
  const sideOfEvent = (keys: readonly IdentifierKey[]): SeparationSide =>
    homeOfEvent(keys, known) === newCustomerId ? 'goes' : 'stays'
  const sides = events.map(({ keys }) => sideOfEvent(keys))
  return previewSeparation({
    tenant,
    basis: cluster.basis,
    customerId: cluster.customerId,
    separateId: newCustomerId,
    events,
    sides,
    // However many the customer was made of, what is taken out of it is one from then on.
    homeIds: events.map(({ homeId }, index) => (sides[index] === 'goes' ? newCustomerId : homeId)),
    sideOfKey,
    isComplete,
  })
}
