import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState, orderAmountMinor, orderStatus } from '#shared/customers/order-state.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { referenceOrder } from '#tests/support/reference-orders.ts'

const seed = 20261121

function evolved(events: readonly CanonicalEvent[]): OrderState | null {
  return events.reduce<OrderState | null>(
    (state, event) => (event.order === undefined ? state : evolveOrder(state, event, event.order)),
    null,
  )
}

function ofOneOrder(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  return events.filter((event) => event.order?.orderId === '1001' && event.source === 'shopify/demo')
}

describe('evolveOrder', () => {
  it(`comes to the same order whatever the order of its events, and however often they come (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, fc.nat(12), ([events, shuffled], repeatedCount) => {
        const ofOrder = ofOneOrder(events)
        const again = ofOneOrder(shuffled)
        const expected = evolved(ofOrder)
        expect(evolved([...again, ...again.slice(0, repeatedCount)])).toEqual(expected)
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`comes to what the sorted events say (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const state = evolved(ofOneOrder(events))
        if (state === null) return
        const { lines, lineCount, ...expected } = referenceOrder(ofOneOrder(events))
        const { kind, channel, currency, placedAt } = state
        const found = {
          kind,
          channel,
          currency,
          placedAt,
          status: orderStatus(state),
          amountMinor: orderAmountMinor(state),
        }
        expect(found).toEqual(expected)
        expect(Object.keys(state.lines)).toHaveLength(lineCount)
        expect(new Set(Object.values(state.lines))).toEqual(new Set(lines))
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`is the same after it was stored and read back (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const state = evolved(ofOneOrder(events))
        expect(JSON.parse(JSON.stringify(state))).toEqual(state)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
