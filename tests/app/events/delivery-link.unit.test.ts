import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DeliveryLink } from '#app/events/delivery-link.tsx'
import type { LiveEvent } from '#shared/contracts/streaming.ts'

const event: LiveEvent = {
  id: 'evt_1',
  source: 'shopify/demo',
  name: 'Order Completed',
  kind: 'track',
  channel: 'web',
  occurredAt: '2026-11-21T10:00:00.000Z',
  receivedAt: '2026-11-21T10:00:01.000Z',
  customerId: null,
  amount: null,
}
const shown = (parts: Partial<LiveEvent>) =>
  renderToStaticMarkup(createElement(DeliveryLink, { event: { ...event, ...parts } }))

describe('an event that leads to no delivery', () => {
  it('says so where none is kept', () => {
    expect(shown({ mayHaveDelivery: false })).toMatch(/–.*No delivery is kept/)
  })

  it('says nothing where that was not noted', () => {
    expect(shown({})).toContain('–')
    expect(shown({})).not.toContain('No delivery')
  })
})
