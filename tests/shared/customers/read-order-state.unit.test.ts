import { describe, expect, it } from 'vitest'
import { evolveOrder } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import { readOrderState } from '#shared/customers/read-order-state.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'

/** As customer objects kept an order before others could tell of it. */
const stored = JSON.stringify({
  orderId: '1001',
  source: 'shopify/demo',
  kind: 'order',
  channel: 'web',
  currency: 'GBP',
  placedAt: testTimeMs,
  placedBy: { occurredAt: testTimeMs, eventKey: 'shopify/demo:placed' },
  whole: { occurredAt: testTimeMs, eventKey: 'shopify/demo:placed' },
  totalMinor: 1_200,
  lines: { '1': newOrderLine('1', 1_200) },
  refunds: { a: 200 },
  isCancelled: false,
  isRefundedWhole: false,
})

describe('an order that was stored long ago', () => {
  it('is the order it was', () => {
    const order = readOrderState(stored)
    expect([orderAmountMinor(order), orderStatus(order), order.placedAt]).toEqual([
      1_000,
      'partly-refunded',
      testTimeMs,
    ])
    expect(order).not.toHaveProperty('source')
  })

  it('goes on as what its own shop says: others change nothing of it, the shop does', () => {
    const change = newOrderChange({
      orderId: '1001',
      change: 'updated',
      totalMinor: 900,
      shop: 'shopify/demo',
    })
    const later = { occurredAt: testTimeMs + 1_000, order: change }
    const before = readOrderState(stored)
    const tracked = evolveOrder(before, newEvent({ ...later, source: 'tracking/web' }), change)
    expect([orderAmountMinor(tracked), tracked.placedAt]).toEqual([1_000, testTimeMs])
    const updated = evolveOrder(tracked, newEvent({ ...later, source: 'shopify/demo' }), change)
    expect(orderAmountMinor(updated)).toBe(700)
    // It loses nothing by being stored once more.
    expect(readOrderState(JSON.stringify(updated))).toEqual(updated)
  })
})
