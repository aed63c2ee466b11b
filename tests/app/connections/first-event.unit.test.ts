import { describe, expect, it } from 'vitest'
import { deliveryArrival, deliveryToTell, eventArrival } from '#app/connections/first-event.ts'
import type { DeliveryDetail, DeliveryView } from '#shared/contracts/connections.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'

function delivery(id: string, parts: Partial<DeliveryView> = {}): DeliveryView {
  return {
    id,
    source: 'shopify',
    connectionId: 'main',
    receivedAt: '2026-11-21T10:00:00Z',
    durationMs: 3,
    verdict: 'accepted',
    reason: null,
    detail: null,
    topic: 'orders/create',
    deliveryId: null,
    contentType: null,
    byteCount: 10,
    acceptedCount: 1,
    duplicateCount: 0,
    quarantinedCount: 0,
    ...parts,
  }
}

const withEvent = (event: object): DeliveryDetail => ({
  ...delivery('a'),
  request: null,
  isReplayable: true,
  events: [{ eventKey: 'k', place: 'timeline', customerId: 'cus_1', event: event as { kind: string } }],
})

describe('the delivery that is told of', () => {
  it('is the first one where the log reaches back to it, else the newest', () => {
    const deliveries = [delivery('new'), delivery('old')]
    expect(deliveryToTell({ deliveries, nextCursor: null })).toMatchObject({
      delivery: { id: 'old' },
      isFirst: true,
    })
    expect(deliveryToTell({ deliveries, nextCursor: 'x' })).toMatchObject({
      delivery: { id: 'new' },
      isFirst: false,
    })
    expect(deliveryToTell({ deliveries: [], nextCursor: null })).toBeUndefined()
  })

  it.each<[DeliveryView['verdict'], string]>([
    ['accepted', 'event'],
    ['duplicate', 'event'],
    ['handshake', 'none'],
    ['nothing-to-do', 'none'],
    ['refused', 'wrong'],
    ['quarantined', 'wrong'],
  ])('that was %s counts as %s', (verdict, outcome) => {
    const told = { delivery: delivery('a', { verdict }), isFirst: true }
    expect(deliveryArrival(told, undefined)).toMatchObject({
      outcome,
      title: 'orders/create',
      to: '/deliveries/a',
    })
  })

  it('is called by its event where that is known, else by its topic, else by its verdict', () => {
    const told = { delivery: delivery('a'), isFirst: true }
    expect(deliveryArrival(told, withEvent({ kind: 'identify', name: '' })).title).toBe('Said who they are')
    const untitled = { ...told, delivery: delivery('a', { topic: null }) }
    expect(deliveryArrival(untitled, undefined).title).toBe('Accepted')
  })
})

it('finds the newest event of a source, and leads to its customer or to the stream', () => {
  const event = (source: string, customerId: string | null): LiveEvent => ({
    id: source,
    source,
    name: 'Home',
    kind: 'page',
    channel: 'web',
    occurredAt: '2026-11-21T10:00:00Z',
    receivedAt: '2026-11-21T10:00:00Z',
    customerId,
    amount: null,
  })
  const events = [event('shopify/main', 'cus_0'), event('tracking/web', null), event('tracking/app', 'cus_1')]
  const of = (name: string) => eventArrival(events, (source) => source.startsWith(name))
  expect(of('tracking/')).toMatchObject({ title: 'Viewed Home', to: '/events?source=tracking%2Fweb' })
  expect(of('tracking/app')?.to).toBe('/customers/cus_1')
  expect(of('pos/')).toBeUndefined()
})
