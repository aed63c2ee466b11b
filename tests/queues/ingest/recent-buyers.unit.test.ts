import { expect, it } from 'vitest'
import type { AppliedEvent } from '#queues/ingest/apply-events.ts'
import { recentBuyers } from '#queues/ingest/recent-buyers.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'

function applied(customerId: string | null, occurredAt: number, hasOrder = true): AppliedEvent {
  const event = newEvent({ occurredAt, receivedAt: testTimeMs, ...(hasOrder && { order: newOrderChange() }) })
  return { read: { event } as AppliedEvent['read'], customerId, isSuppressed: false }
}

it('names each customer once of whose orders something was told that has just happened', () => {
  expect(
    recentBuyers([
      applied('ann', testTimeMs),
      applied('ann', testTimeMs - hourMs),
      applied('ben', testTimeMs - 2 * dayMs + 1),
      applied('a file tells of', testTimeMs - 2 * dayMs),
      applied('looked only', testTimeMs, false),
      applied(null, testTimeMs),
      applied('with a clock ahead', testTimeMs + dayMs),
    ]),
  ).toEqual(['ann', 'ben', 'with a clock ahead'])
})
