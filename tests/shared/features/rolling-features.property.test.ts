import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState, orderKeyOf } from '#shared/customers/order-state.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import {
  addEvent,
  categoryAffinity,
  emptyFeatures,
  type RollingFeatures,
  replaceOrder,
} from '#shared/features/rolling-features.ts'
import { eventsInTwoOrders } from '#tests/support/arbitrary-events.ts'
import { referenceOrder, referenceOrderKey, sum } from '#tests/support/reference-orders.ts'

const seed = 20261121
const viewPoints = new Map([
  ['Product Viewed', 1],
  ['Product Added', 2],
])

function rolled(events: readonly CanonicalEvent[]): RollingFeatures {
  const orders = new Map<string, OrderState>()
  let features = emptyFeatures
  for (const event of events) {
    features = addEvent(features, event)
    const key = orderKeyOf(event)
    if (event.order === undefined || key === null) continue
    const before = orders.get(key) ?? null
    const after = evolveOrder(before, event, event.order)
    orders.set(key, after)
    features = replaceOrder(features, before, after)
  }
  return features
}

/** The same figures from all events at once. */
function recomputed(events: readonly CanonicalEvent[]) {
  const ofOrders = Object.values(
    Object.groupBy(
      events.filter((event) => event.order !== undefined),
      referenceOrderKey,
    ),
  )
  const orders = ofOrders.map((ofOrder) => referenceOrder(ofOrder ?? []))
  const converted = orders.flatMap((order) => order.converted ?? [])
  const counted = orders.filter((order) => order.kind === 'order' && order.status !== 'cancelled')
  const points = [
    ...events.map((event) => ({ of: event.properties?.category, points: viewPoints.get(event.name) ?? 0 })),
    ...counted.flatMap((order) =>
      order.lines.map(({ category, quantity }) => ({
        of: category,
        points: Math.round(5_000 * Math.max(0, Math.min(10, quantity))) / 1_000,
      })),
    ),
  ].filter((each) => typeof each.of === 'string')
  return {
    eventCount: events.length,
    orderCount: counted.length,
    cancellationCount: orders.length - counted.length,
    revenueMinor: totalsBy(orders.map((order) => [order.currency, order.amountMinor])),
    // Each order is rounded by itself: half a unit may go missing or be won with each.
    convertedMinor: Object.fromEntries(
      [...new Set(converted.map(({ currency }) => currency))].map((currency) => {
        const amounts = converted.filter((each) => each.currency === currency)
        return [
          currency,
          { exactMinor: sum(amounts.map(({ exactMinor }) => exactMinor)), count: amounts.length },
        ]
      }),
    ),
    categoryPoints: totalsBy(points.map((each) => [String(each.of), each.points])),
  }
}

/** Sums in thousandths by name, without those that are nothing. */
function totalsBy(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const names = [...new Set(entries.map(([name]) => name))]
  const totals = names.map((name): [string, number] => {
    const values = entries.filter((entry) => entry[0] === name).map(([, value]) => Math.round(value * 1_000))
    return [name, sum(values) / 1_000]
  })
  return Object.fromEntries(totals.filter(([, total]) => total !== 0))
}

describe('the rolling features', () => {
  it(`equal a recomputation from all events, whatever their order (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events, shuffled]) => {
        const features = rolled(shuffled)
        const { convertedMinor, ...expected } = recomputed(events)
        expect(features).toMatchObject(expected)
        for (const [currency, { exactMinor, count }] of Object.entries(convertedMinor)) {
          const found = features.convertedMinor?.[currency] ?? 0
          expect(Math.abs(found - exactMinor)).toBeLessThan(0.5 * count + 1e-5)
        }
        expect(Object.keys(convertedMinor)).toEqual(
          expect.arrayContaining(Object.keys(features.convertedMinor ?? {})),
        )
        expect(Object.keys(features.categoryPoints).sort()).toEqual(
          Object.keys(recomputed(events).categoryPoints).sort(),
        )
        expect(rolled(events)).toEqual(features)
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`leave no trace of an order that is taken back, with any fraction of a unit (seed ${seed})`, () => {
    const quantity = fc.double({ min: 0.0001, max: 20, noNaN: true })
    fc.assert(
      fc.property(quantity, fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), (units, amountMinor) => {
        const lines = [{ lineId: '1', productId: 'p', category: 'Cheese', quantity: units, amountMinor }]
        const order = {
          orderId: '1',
          change: 'placed',
          kind: 'order',
          currency: 'GBP',
          lines,
          linesAre: 'all',
        } as const
        const moment = {
          source: 'shopify/demo',
          kind: 'track',
          name: 'x',
          channel: 'web',
          receivedAt: 1,
          identifiers: [],
        } as const
        const placed = evolveOrder(
          null,
          { ...moment, identifiers: [], id: '1', occurredAt: 1 },
          { ...order, lines },
        )
        const cancelled = evolveOrder(
          placed,
          { ...moment, identifiers: [], id: '2', occurredAt: 2 },
          { ...order, lines: [], change: 'cancelled' },
        )
        const features = replaceOrder(replaceOrder(emptyFeatures, null, placed), placed, cancelled)
        expect(features).toEqual({ ...emptyFeatures, cancellationCount: 1 })
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`split interest so that all shares add up to one (seed ${seed})`, () => {
    fc.assert(
      fc.property(eventsInTwoOrders, ([events]) => {
        const shares = categoryAffinity(rolled(events)).map(({ share }) => share)
        if (shares.length > 0) expect(sum(shares)).toBeCloseTo(1, 9)
        expect(shares).toEqual([...shares].sort((left, right) => right - left))
      }),
      { seed, numRuns: 1_000 },
    )
  })
})
