import { dayMs } from '#shared/kernel/time.ts'
import type { AppliedEvent } from './apply-events.ts'

/** What is told later than this of an order comes from a file or an outage; the night's scoring is soon enough for it. */
export const recentMs = 2 * dayMs

/** The customers of whose orders something was told that has just happened. */
export function recentBuyers(applied: readonly AppliedEvent[]): string[] {
  const buyers = applied.flatMap(({ read: { event }, customerId }) =>
    customerId !== null && event.order !== undefined && event.receivedAt - event.occurredAt < recentMs
      ? [customerId]
      : [],
  )
  return [...new Set(buyers)]
}
