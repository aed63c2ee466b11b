import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CustomerState, emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { plainKeys } from '#tests/support/plain-keys.ts'
import { sortedBy } from '#tests/support/platform-picture.ts'

const seed = 20261121

function evolved(events: readonly CanonicalEvent[]): CustomerState {
  return events.reduce((state, event) => evolveCustomer(state, event, plainKeys(event)), emptyCustomer)
}

function inTime(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  return sortedBy(events, (event) => `${String(event.occurredAt).padStart(16, '0')} ${eventKey(event)}`)
}

describe('evolveCustomer', () => {
  it(`comes to the same customer whatever the order of events, stored in between or not (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, fc.nat(12), ([events, shuffled], storedAfter) => {
        const stored: CustomerState = JSON.parse(JSON.stringify(evolved(shuffled.slice(0, storedAfter))))
        const rest = shuffled.slice(storedAfter)
        const state = rest.reduce((before, event) => evolveCustomer(before, event, plainKeys(event)), stored)
        // An empty state has a first moment that JSON keeps too, so both are equal to the last digit.
        expect(state).toEqual(evolved(events))
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`keeps of each trait what the newest event says that says anything (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const { traits } = evolved(events)
        const told = inTime(events).flatMap((event) =>
          Object.entries(event.traits ?? {})
            .filter(([, value]) => value !== null && value !== '')
            .map(([name, value]) => ({ name, value, from: eventKey(event) })),
        )
        const names = [...new Set(told.map(({ name }) => name))]
        expect(Object.keys(traits).sort()).toEqual(names.sort())
        for (const [name, trait] of Object.entries(traits)) {
          const last = told.findLast((each) => each.name === name)
          expect({ value: trait.value, from: trait.eventKey }).toEqual({
            value: last?.value,
            from: last?.from,
          })
        }
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`keeps of each identifier the first event, how often it came, and from where (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const { evidence } = evolved(events)
        const keys = [...new Set(events.flatMap(plainKeys))]
        expect(Object.keys(evidence).sort()).toEqual(keys.sort())
        for (const key of keys) {
          const carriers = inTime(events).filter((event) => plainKeys(event).includes(key))
          expect(evidence[key]).toMatchObject({
            eventCount: carriers.length,
            firstEvent: { id: carriers[0]?.id, source: carriers[0]?.source },
            lastSeenAt: carriers.at(-1)?.occurredAt,
            sources: [...new Set(carriers.map((event) => event.source))].sort(),
          })
        }
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
