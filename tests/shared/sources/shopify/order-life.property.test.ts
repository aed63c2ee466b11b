import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventKey } from '#shared/events/event.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import { fixtureContext } from '../fixtures.ts'
import { type OrderLife, orderLives, type SentWebhook } from './order-lives.ts'

const seed = 20261121
const context = fixtureContext('shopify')

/** What the source makes of a webhook; throws when it refuses it. */
function eventsOf({ topic, body }: SentWebhook): CanonicalEvent[] {
  const bytes = Uint8Array.from(new TextEncoder().encode(JSON.stringify(body)))
  const headers = new Map([['x-shopify-topic', topic]])
  const parsed = shopifySource.parse({ method: 'POST', url: '', headers, body: bytes })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = shopifySource.map(record, context)
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

/** The order after these webhooks, each event counted once, as the ledger of the log does. */
function orderAfter(webhooks: readonly SentWebhook[]): OrderState | null {
  const byKey = new Map<string, string>()
  let state: OrderState | null = null
  for (const event of webhooks.flatMap(eventsOf)) {
    const { occurredAt, receivedAt, ...content } = event
    const before = byKey.get(eventKey(event))
    // The log would put the second one in quarantine: same name, other content.
    expect(before ?? JSON.stringify(content)).toBe(JSON.stringify(content))
    if (before !== undefined || event.order === undefined) continue
    byKey.set(eventKey(event), JSON.stringify(content))
    state = evolveOrder(state, event, event.order)
  }
  return state
}

function withTopics({ webhooks }: OrderLife, topics: readonly string[]): SentWebhook[] {
  return webhooks.filter(({ topic }) => topics.includes(topic))
}

const shuffledLives = orderLives.chain((life) =>
  fc.record({
    life: fc.constant(life),
    shuffled: fc.shuffledSubarray([...life.webhooks], { minLength: life.webhooks.length }),
    repeatedCount: fc.nat(8),
  }),
)

describe('the webhooks of the life of an order', () => {
  it(`end in the same order, whatever the order they come in and however often (seed ${seed})`, () => {
    fc.assert(
      fc.property(shuffledLives, ({ life, shuffled, repeatedCount }) => {
        const state = orderAfter([...shuffled, ...shuffled.slice(0, repeatedCount)])
        expect(state).toEqual(orderAfter(life.webhooks))
      }),
      { seed, numRuns: 250 },
    )
  })

  it(`come to what the shop itself has taken in the end (seed ${seed})`, () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(shuffledLives, ({ life, shuffled }) => {
        const state = orderAfter(shuffled)
        if (state === null) throw new Error('no order')
        const { takenMinor, placedAtMs, currency, isCancelled, isRefunded } = life.inTheEnd
        expect(orderAmountMinor(state)).toBe(takenMinor)
        expect({ placedAt: state.placedAt, currency: state.currency, channel: state.channel }).toEqual({
          placedAt: placedAtMs,
          currency,
          channel: 'web',
        })
        const status = orderStatus(state)
        expect(status === 'cancelled').toBe(isCancelled)
        if (!isCancelled) expect(status.includes('refunded')).toBe(isRefunded)
        seen.set(status, (seen.get(status) ?? 0) + 1)
      }),
      { seed, numRuns: 250 },
    )
    for (const status of ['cancelled', 'partly-refunded', 'refunded']) {
      expect(seen.get(status) ?? 0).toBeGreaterThan(10)
    }
  })

  it(`come to the same when a shop sends only orders/updated (seed ${seed})`, () => {
    fc.assert(
      fc.property(shuffledLives, ({ life, shuffled }) => {
        const state = orderAfter(withTopics({ ...life, webhooks: shuffled }, ['orders/updated']))
        expect(state === null ? null : orderAmountMinor(state)).toBe(life.inTheEnd.takenMinor)
      }),
      { seed, numRuns: 120 },
    )
  })

  it(`come to the same without orders/updated, where nothing was taken out and no refund was late (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        shuffledLives.filter(({ life }) => !life.inTheEnd.isEdited && !life.inTheEnd.hasLateRefund),
        ({ life, shuffled }) => {
          const topics = ['orders/create', 'refunds/create', 'orders/cancelled']
          const state = orderAfter(withTopics({ ...life, webhooks: shuffled }, topics))
          expect(state === null ? null : orderAmountMinor(state)).toBe(life.inTheEnd.takenMinor)
        },
      ),
      { seed, numRuns: 120 },
    )
  })
})
