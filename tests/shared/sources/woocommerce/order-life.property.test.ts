import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { woocommerceSource } from '#shared/sources/woocommerce/index.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const startMs = Date.parse('2026-11-02T09:00:00Z')

interface Version {
  readonly id: number
  status: string
  total: number
  atSeconds: number
  paidAtSeconds: number | null
  completedAtSeconds: number | null
  refunds: { id: number; total: number }[]
}

/** What staff, the buyer and the payment service may do next; what does not fit the status changes nothing. */
const step = fc.record({
  action: fc.constantFrom('hold', 'pay', 'fail', 'edit', 'touch', 'complete', 'refund', 'cancel'),
  afterSeconds: fc.integer({ min: 5, max: 90_000 }),
  pence: fc.integer({ min: 1, max: 5_000 }),
})

/** The versions of an order as WooCommerce would save them, each on its own, from a life of steps. */
function liveOrder(steps: readonly { action: string; afterSeconds: number; pence: number }[]): Version[] {
  let now: Version = {
    id: 727,
    status: 'pending',
    total: 5_000,
    atSeconds: 0,
    paidAtSeconds: null,
    completedAtSeconds: null,
    refunds: [],
  }
  const versions = [now]
  for (const { action, afterSeconds, pence } of steps) {
    const next: Version = { ...now, atSeconds: now.atSeconds + afterSeconds, refunds: [...now.refunds] }
    const left = now.total - now.refunds.reduce((sum, refund) => sum + refund.total, 0)
    const isOpen = now.status === 'pending' || now.status === 'failed'
    const isPaid = now.status === 'processing' || now.status === 'completed'
    if (action === 'hold' && now.status === 'pending') next.status = 'on-hold'
    else if (action === 'pay' && (isOpen || now.status === 'on-hold')) {
      next.status = 'processing'
      next.paidAtSeconds = next.atSeconds
    } else if (action === 'fail' && now.status === 'pending') next.status = 'failed'
    else if (action === 'edit' && now.status === 'on-hold') next.total = now.total + pence
    else if (action === 'complete' && now.status === 'processing') {
      next.status = 'completed'
      next.completedAtSeconds = next.atSeconds
    } else if (action === 'refund' && isPaid && left > 0) {
      next.refunds.unshift({ id: 880 + next.refunds.length, total: Math.min(pence, left) })
      if (pence >= left) next.status = 'refunded'
    } else if (action === 'cancel' && now.status !== 'refunded') next.status = 'cancelled'
    else if (action !== 'touch') continue
    versions.push(next)
    if (next.status === 'cancelled') break
    now = next
  }
  return versions
}

const gmt = (seconds: number | null) =>
  seconds === null ? null : new Date(startMs + seconds * 1_000).toISOString().slice(0, 19)

function eventsOf(version: Version): CanonicalEvent[] {
  const total = (version.total / 100).toFixed(2)
  const order = {
    id: version.id,
    status: version.status,
    currency: 'GBP',
    date_created_gmt: gmt(0),
    date_modified_gmt: gmt(version.atSeconds),
    date_paid_gmt: gmt(version.paidAtSeconds),
    date_completed_gmt: gmt(version.completedAtSeconds),
    total,
    customer_id: 26,
    billing: { email: 'ada.okafor@example.com' },
    line_items: [{ id: 1, product_id: 93, quantity: 1, total }],
    refunds: version.refunds.map(({ id, total: pence }) => ({ id, total: `-${(pence / 100).toFixed(2)}` })),
  }
  const parsed = woocommerceSource.parse({
    method: 'POST',
    url: '',
    headers: new Map([['x-wc-webhook-topic', 'order.updated']]),
    body: new Uint8Array(new TextEncoder().encode(JSON.stringify(order))),
  })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = woocommerceSource.map(record, fixtureContext('woocommerce'))
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

/** As the log and the customer take them: an event of a name that is known already is dropped. */
function orderAfter(deliveries: readonly Version[]): OrderState | null {
  const known = new Map<string, CanonicalEvent>()
  for (const event of deliveries.flatMap(eventsOf)) {
    const before = known.get(eventKey(event))
    const { occurredAt: _before, ...contentBefore } = before ?? event
    const { occurredAt: _now, ...content } = event
    // Another content under the same name would be refused by the log.
    expect(content).toEqual(contentBefore)
    if (before === undefined) known.set(eventKey(event), event)
  }
  let state: OrderState | null = null
  for (const event of known.values()) if (event.order) state = evolveOrder(state, event, event.order)
  return state
}

const lives = fc.array(step, { maxLength: 8 }).map(liveOrder)

describe('the life of an order', () => {
  it(`comes to what its last version says, whatever order its deliveries come in (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        lives.chain((versions) =>
          fc.tuple(
            fc.constant(versions),
            fc.shuffledSubarray([...versions, ...versions], { minLength: versions.length * 2 }),
          ),
        ),
        ([versions, deliveries]) => {
          const last = versions.at(-1)
          const state = orderAfter(deliveries)
          if (last === undefined || last.status === 'pending' || last.status === 'failed') {
            expect(state).toBeNull()
            return
          }
          const refundedPence = last.refunds.reduce((sum, refund) => sum + refund.total, 0)
          const expected = last.status === 'cancelled' ? 0 : last.total - refundedPence
          expect(state === null ? null : orderAmountMinor(state)).toBe(expected)
          const { status } = last
          expect(state && orderStatus(state) === 'cancelled').toBe(status === 'cancelled')
          if (status !== 'cancelled' && state !== null) expect(state.placedAt).toBe(startMs)
          if (status !== 'cancelled') expect(state?.totalMinor).toBe(last.total)
        },
      ),
      { seed, numRuns: 300 },
    )
  })

  it(`loses nothing with lost deliveries, as long as the last one arrives (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        lives.chain((versions) => fc.tuple(fc.constant(versions), fc.shuffledSubarray(versions))),
        ([versions, arrived]) => {
          const last = versions.slice(-1)
          const full = orderAfter(versions)
          const part = orderAfter([...arrived, ...last])
          const worth = (state: OrderState | null) =>
            state && [orderAmountMinor(state), orderStatus(state), state.paidAt, state.fulfilledAt]
          // A cancelled order that was on hold may have been heard of before, or only now; it is worth nothing either way.
          expect(worth(part)).toEqual(worth(full))
        },
      ),
      { seed, numRuns: 300 },
    )
  })
})
