import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addTraits, type Traits } from '#shared/customers/traits.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

const seed = 20261121
const firstTouch = [
  '$initial_referrer',
  'initial_utm_source',
  'first_touch_channel',
  'firstReferrer',
] as const
const ordinary = ['utm_source', 'initials', 'createdAt', 'birthday', 'firstName', '$initial'] as const

/** Few moments, so that ties are common. */
const event: fc.Arbitrary<CanonicalEvent> = fc
  .record({
    id: fc.integer({ min: 0, max: 99 }).map(String),
    occurredAt: fc.integer({ min: 0, max: 4 }).map((step) => testTimeMs + step),
    traits: fc.dictionary(
      fc.constantFrom(...firstTouch, ...ordinary),
      fc.constantFrom('a', 'b', 'c', '', null),
    ),
  })
  .map(newEvent)
const events = fc.uniqueArray(event, { minLength: 1, maxLength: 10, selector: ({ id }) => id })

function valuesOf(traits: Traits): Record<string, unknown> {
  return Object.fromEntries(Object.entries(traits).map(([name, { value }]) => [name, value]))
}

describe('addTraits', () => {
  it(`keeps the earliest of first-touch traits and the newest of all others, in any order (seed ${seed})`, () => {
    const inTwoOrders = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(inTwoOrders, ([all, shuffled]) => {
        const byTime = [...all].sort((left, right) =>
          left.occurredAt === right.occurredAt
            ? eventKey(left) < eventKey(right)
              ? -1
              : 1
            : left.occurredAt - right.occurredAt,
        )
        const newest: Record<string, unknown> = {}
        const earliest: Record<string, unknown> = {}
        for (const { traits } of byTime) {
          for (const [name, value] of Object.entries(traits ?? {})) {
            if (value === '' || value === null) continue
            newest[name] = value
            earliest[name] ??= value
          }
        }
        const expected = { ...newest }
        for (const name of firstTouch) if (name in earliest) expected[name] = earliest[name]
        expect(valuesOf(shuffled.reduce(addTraits, {}))).toEqual(expected)
      }),
      { seed, numRuns: 3_000 },
    )
  })
})
