import type { ReviewDetail } from '../../contracts/identity.ts'
import type { CustomerCluster, ReviewRecord } from '../../identity/decision-records.ts'
import type { IdentifierKey } from '../../identity/identifier.ts'
import type { IdentityRules } from '../../identity/identity-rules.ts'
import { proposeSplit } from '../../identity/propose-split.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import { previewMerge } from '../previews/preview-merge.ts'
import { previewCustomer } from '../previews/previewed-customer.ts'
import { type TimelineEvent, withOwnKeys } from '../previews/timeline-event.ts'

export interface ReviewDetailRequest {
  readonly tenant: Tenant
  readonly rules: IdentityRules
  readonly review: ReviewRecord
  /** The customers of the review as they are now, none merged away. */
  readonly customers: readonly ReviewedCustomer[]
  /** The customer that each identifier of the events belongs to now. */
  readonly owners: ReadonlyMap<IdentifierKey, string>
  /** Whether the events are all there are. */
  readonly isComplete: boolean
  readonly nowMs: number
}

interface ReviewedCustomer {
  readonly cluster: CustomerCluster
  readonly events: readonly TimelineEvent[]
}

/** What a person needs to decide a review: the customers as they are, and what each decision would come to. */
export function reviewDetail(
  request: ReviewDetailRequest,
): Pick<ReviewDetail, 'basis' | 'sides' | 'merged' | 'proposedSplits'> {
  const { tenant, rules, review, customers, owners, isComplete, nowMs } = request
  const isMergeable = review.status === 'open' && customers.length > 1
  return {
    basis: Math.max(0, ...customers.map(({ cluster }) => cluster.basis)),
    sides: customers.map(({ cluster: { customerId }, events }) => ({
      ...previewCustomer(tenant, customerId, withOwnKeys(events)).side,
      customerId,
    })),
    merged: isMergeable ? previewMerge({ tenant, rules, customers, owners, isComplete, nowMs }) : null,
    proposedSplits: review.status === 'open' ? proposedSplits(request) : [],
  }
}

/** For an identifier that turned out to be shared: who may hide in the customers that have it. */
function proposedSplits({ review, customers, owners }: ReviewDetailRequest): ReviewDetail['proposedSplits'] {
  const {
    reason,
    keys: [sharedKey],
  } = review
  if (reason !== 'shared-identifier' || sharedKey === undefined) return []
  return customers.flatMap(({ cluster, events }) => {
    const shared = new Set(cluster.sharedKeys)
    const isOwn = (key: IdentifierKey) => owners.get(key) === cluster.customerId && !shared.has(key)
    const ownEvents = events.map(({ eventKey, keys, event: { occurredAt } }) => ({
      eventKey,
      occurredAt,
      keys: keys.filter(isOwn),
    }))
    return proposeSplit(ownEvents, sharedKey).map(({ identifiers, eventCount }) => ({
      customerId: cluster.customerId,
      identifiers: [...identifiers],
      eventCount,
    }))
  })
}
