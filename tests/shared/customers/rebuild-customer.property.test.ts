import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderAmountMinor } from '#shared/customers/order-worth.ts'
import { rebuildCustomer } from '#shared/customers/rebuild-customer.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { timelineEvent } from '#tests/support/timeline-event.ts'

const seed = 20261121

describe('rebuildCustomer', () => {
  it(`comes to the same customer whatever the order of events and however often each is there (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events, shuffled]) => {
        const given = (list: typeof events) => list.map((event) => timelineEvent(event, 'cus_1'))
        const once = rebuildCustomer(given(events))
        const twice = rebuildCustomer([...given(shuffled), ...given(events)])
        expect(twice.state).toEqual(once.state)
        expect(Object.fromEntries(twice.orders)).toEqual(Object.fromEntries(once.orders))
        expect(once.state.features.eventCount).toBe(events.length)
      }),
      { seed, numRuns: 1_000 },
    )
  })

  it(`has the revenue of its orders, no more and no less (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const { state, orders } = rebuildCustomer(events.map((event) => timelineEvent(event, 'cus_1')))
        const revenueMinor: Record<string, number> = {}
        for (const order of orders.values()) {
          revenueMinor[order.currency] = (revenueMinor[order.currency] ?? 0) + orderAmountMinor(order)
        }
        const nonZero = Object.entries(revenueMinor).filter(([, amountMinor]) => amountMinor !== 0)
        expect(state.features.revenueMinor).toEqual(Object.fromEntries(nonZero))
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
