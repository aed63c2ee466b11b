import type { CanonicalEvent } from '../events/event.ts'
import type { RejectedRecord } from '../events/log-line.ts'
import type { DeliveryVerdict } from './delivery-verdict.ts'

/** What a delivery turned into. */
export interface DeliveryOutcome {
  readonly verdict: DeliveryVerdict
  /** Short stable word; null where nothing went wrong. */
  readonly reason: string | null
  readonly detail: string | null
  readonly acceptedCount: number
  readonly duplicateCount: number
  readonly rejectedCount: number
  readonly events: readonly CanonicalEvent[]
}

/** A delivery that did not come to events, and why. */
export function outcomeWithoutEvents(
  verdict: DeliveryVerdict,
  why: { readonly reason?: string; readonly detail?: string } = {},
): DeliveryOutcome {
  const { reason = null, detail = null } = why
  return { verdict, reason, detail, acceptedCount: 0, duplicateCount: 0, rejectedCount: 0, events: [] }
}

/** A delivery whose events are in the log. What went wrong with one record outweighs that others were taken. */
export function outcomeOfEvents(
  events: readonly CanonicalEvent[],
  rejected: readonly RejectedRecord[],
  counts: { readonly acceptedCount: number; readonly duplicateCount: number },
): DeliveryOutcome {
  const [first] = rejected
  return {
    verdict: first === undefined ? takenVerdict(events, counts) : rejectedVerdict(first),
    reason: first?.reason ?? null,
    detail: first?.detail ?? null,
    ...counts,
    rejectedCount: rejected.length,
    events,
  }
}

function takenVerdict(
  events: readonly CanonicalEvent[],
  { acceptedCount }: { readonly acceptedCount: number },
): DeliveryVerdict {
  if (events.length === 0) return 'nothing-to-do'
  return acceptedCount > 0 ? 'accepted' : 'duplicate'
}

function rejectedVerdict({ reason }: RejectedRecord): DeliveryVerdict {
  return reason === 'malformed-body' ? 'malformed' : 'quarantined'
}
