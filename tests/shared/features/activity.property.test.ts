import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import {
  type Activity,
  activityKinds,
  activityText,
  addActivity,
  halfHours,
  readActivity,
  startOfHalfHour,
} from '#shared/features/activity.ts'
import { dayMs, minuteMs } from '#shared/kernel/time.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { referenceActivity } from '#tests/support/reference-activity.ts'

const seed = 20261121

const event: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    name: fc.constantFrom(
      'Product Viewed',
      'Product Added',
      'Checkout Started',
      'Message Sent',
      'Email Opened',
    ),
    kind: fc.constantFrom('track' as const, 'page' as const, 'identify' as const),
    channel: fc.constantFrom('web' as const, 'app' as const, 'qr' as const, 'pos' as const, 'email' as const),
    // Some days, many of them more than 400 from others, and every half hour of them.
    occurredAt: fc
      .tuple(fc.constantFrom(0, 1, 2, 399, 400, 401, 800), fc.nat(47), fc.nat(1_799_999))
      .map(([day, halfHour, rest]) => testTimeMs + day * dayMs + halfHour * 30 * minuteMs + rest),
    aheadMs: fc.constantFrom(0, 0, 0, dayMs, dayMs + 1),
    change: fc.constantFrom('placed' as const, 'paid' as const, null),
  })
  .map(({ aheadMs, change, ...parts }) =>
    newEvent({
      ...parts,
      receivedAt: parts.occurredAt - aheadMs,
      ...(change !== null && { order: newOrderChange({ change }) }),
    }),
  )

function rolled(events: readonly CanonicalEvent[]): Activity {
  return events.reduce(addActivity, [])
}

function written(activity: Activity): string[] {
  return activityKinds
    .flatMap((kind) =>
      halfHours(activity, kind, Number.MAX_SAFE_INTEGER).map(
        (halfHour) => `${kind} ${new Date(startOfHalfHour(halfHour)).toISOString()}`,
      ),
    )
    .sort()
}

describe('the activity of a customer', () => {
  it(`is what all events say of half hours, in whatever order they come and however often (seed ${seed})`, () => {
    const history = fc
      .array(event, { maxLength: 25 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
      )
    fc.assert(
      fc.property(history, ([events, shuffled]) => {
        const activity = rolled([...shuffled, ...events])
        expect(written(activity)).toEqual(referenceActivity(events))
        expect(rolled(events)).toEqual(activity)
        expect(readActivity(activityText(activity))).toEqual(activity)
        // What is known already changes nothing at all, so that nothing need be written.
        expect(events.reduce(addActivity, activity)).toBe(activity)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it('tells of no half hour that begins after the moment asked for', () => {
    const activity: Activity = [
      [20_000, 2 ** 47 + 1, 0, 0, 0],
      [20_001, 1, 0, 0, 0],
    ]
    const last = 20_000 * dayMs + 47 * 30 * minuteMs
    expect(halfHours(activity, 'visit', last - 1)).toHaveLength(1)
    expect(halfHours(activity, 'visit', last)).toHaveLength(2)
    expect(activityText(activity)).toBe('[[20000,140737488355329],[20001,1]]')
    expect(activityText([])).toBe('')
  })
})
