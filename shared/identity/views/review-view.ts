import type { ReviewView } from '../../contracts/identity.ts'
import { toIso } from '../../kernel/time.ts'
import type { ReviewRecord } from '../decision-records.ts'

/** A review as the API shows it. `names` are the display names of its customers, as far as they are known. */
export function reviewView(
  review: Omit<ReviewRecord, 'subject'>,
  names: ReadonlyMap<string, string>,
): ReviewView {
  return {
    reviewId: review.reviewId,
    openedAt: toIso(review.openedAtMs),
    reason: review.reason,
    status: review.status,
    eventKey: review.eventKey === '' ? null : review.eventKey,
    customers: review.customerIds.map((customerId) => ({
      customerId,
      displayName: names.get(customerId) ?? null,
    })),
    identifiers: [...review.keys],
    matchWeight: review.matchWeight,
    contributions: review.contributions.map((contribution) => ({ ...contribution })),
    assignedTo: review.assignedTo,
    decidedAt: review.decidedAtMs === null ? null : toIso(review.decidedAtMs),
    decidedBy: review.decidedBy,
    history: review.history.map(({ atMs, by, act, note }) => ({ at: toIso(atMs), by, act, note })),
  }
}
