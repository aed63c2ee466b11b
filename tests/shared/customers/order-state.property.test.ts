import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { convertedAmount, orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import { readOrderState } from '#shared/customers/read-order-state.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { referenceOrder, referenceOrderKey } from '#tests/support/reference-orders.ts'

const seed = 20261121

function evolved(events: readonly CanonicalEvent[]): OrderState | null {
  return events.reduce<OrderState | null>(
    (state, event) => (event.order === undefined ? state : evolveOrder(state, event, event.order)),
    null,
  )
}

function ofOneOrder(events: readonly CanonicalEvent[]): CanonicalEvent[] {
  return events.filter(
    (event) => event.order !== undefined && referenceOrderKey(event) === 'shopify/demo:1001',
  )
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
        const { lines, lineCount, converted, grossMinor: _, ...expected } = referenceOrder(ofOneOrder(events))
        const { kind, channel, currency, placedAt, paidAt, fulfilledAt, storeId } = state
        const found = {
          kind,
          channel,
          currency,
          placedAt,
          paidAt,
          fulfilledAt,
          storeId,
          parts: [state.taxMinor, state.shippingMinor, state.discountMinor],
          status: orderStatus(state),
          amountMinor: orderAmountMinor(state),
        }
        expect(found).toEqual(expected)
        expect(Object.keys(state.lines)).toHaveLength(lineCount)
        const rounded = convertedAmount(state)
        expect(rounded?.currency).toBe(converted?.currency)
        if (rounded !== null) {
          expect(Number.isSafeInteger(rounded.amountMinor)).toBe(true)
          expect(Math.abs(rounded.amountMinor - (converted?.exactMinor ?? 0))).toBeLessThan(0.5 + 1e-6)
        }
        expect(new Set(Object.values(state.lines))).toEqual(new Set(lines))
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`is the same after it was stored and read back (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const state = evolved(ofOneOrder(events))
        if (state !== null) expect(readOrderState(JSON.stringify(state))).toEqual(state)
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
