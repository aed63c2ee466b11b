import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import { shopifySettingsSchema } from '#shared/sources/shopify/settings.ts'
import { shopifyTopics } from '#shared/sources/shopify/topics.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const fixtures = findFixtures('shopify')
const context = fixtureContext('shopify')

function eventsOf(topic: string, body: object, settings: Record<string, string> = {}): CanonicalEvent[] {
  const bytes = Uint8Array.from(new TextEncoder().encode(JSON.stringify(body)))
  const headers = new Map([['shopify-topic', topic]])
  const parsed = shopifySource.parse({ method: 'POST', url: '', headers, body: bytes })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = shopifySource.map(record, { ...context, settings })
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

describe('the topics', () => {
  it.each([...shopifyTopics.keys()])('%s has a recorded delivery that becomes an event', (topic) => {
    const ofTopic = fixtures.filter(({ delivery }) => shopifySource.describe(delivery).topic === topic)
    const events = ofTopic.flatMap(({ expectedFile }) => {
      const { records = [] } = JSON.parse(readFileSync(expectedFile, 'utf8'))
      return records.flatMap((record: { events?: object[] }) => record.events ?? [])
    })
    expect(events.length).toBeGreaterThan(0)
  })

  it.each([...shopifyTopics.keys()])('%s with nothing in it is refused, whatever it is', (topic) => {
    for (const body of ['{}', '[]', 'null', '1', '"x"', `${'['.repeat(5_000)}${']'.repeat(5_000)}`]) {
      const bytes = Uint8Array.from(new TextEncoder().encode(body))
      const headers = new Map([['shopify-topic', topic]])
      const parsed = shopifySource.parse({ method: 'POST', url: '', headers, body: bytes })
      expect([topic, body.slice(0, 9), parsed.ok]).toEqual([topic, body.slice(0, 9), false])
    }
  })
})

describe('a product', () => {
  const product = {
    id: 8001,
    title: 'Yirgacheffe',
    handle: 'yirgacheffe',
    updated_at: '2026-11-09T14:00:00Z',
    variants: [{ id: 9001, price: '1449' }],
  }
  const statementOf = (settings: Record<string, string>) =>
    eventsOf('products/update', product, settings)[0]?.catalogue?.products?.[0]

  it('is called as the lines of orders call it', () => {
    const line = { id: 1, product_id: 8001, variant_id: 9001, quantity: 1, price: '1.00' }
    const order = { id: 5, created_at: '2026-11-09T14:00:00Z', currency: 'GBP', total_price: '1.00' }
    const [placed] = eventsOf('orders/create', { ...order, line_items: [line] })
    expect(placed?.order?.lines[0]?.productId).toBe(statementOf({})?.productId)
  })

  it('has the currency and the address that the settings say', () => {
    const settings = { currency: 'JPY', storefrontUrl: 'https://www.larder.example/' }
    expect(statementOf(settings)).toMatchObject({
      url: 'https://www.larder.example/products/yirgacheffe',
      variants: [{ priceMinor: 1_449, currency: 'JPY' }],
    })
  })

  it('is read without settings that cannot be', () => {
    const settings = { currency: 'yen', storefrontUrl: 'javascript:alert(1)' }
    expect(shopifySettingsSchema.safeParse(settings).success).toBe(false)
    expect(statementOf(settings)).toEqual(statementOf({}))
    expect(statementOf({})).toMatchObject({ variants: [{ priceMinor: 144_900, currency: 'GBP' }] })
  })
})

describe('an order told again', () => {
  const order = {
    id: 5,
    created_at: '2026-11-09T14:00:00Z',
    updated_at: '2026-11-10T14:00:00Z',
    currency: 'GBP',
    total_price: '1.00',
    email: 'ada@example.com',
    buyer_accepts_marketing: true,
    line_items: [],
  }

  it('does not repeat what was allowed at the checkout, as that may have been taken back since', () => {
    expect(eventsOf('orders/create', order)[0]?.consents).toHaveLength(1)
    const [updated] = eventsOf('orders/updated', order)
    expect(updated?.consents).toBeUndefined()
    expect(updated?.traits).not.toHaveProperty('acceptsMarketing')
  })

  it('is the same event in another time zone, and another one with other content', () => {
    const [event] = eventsOf('orders/updated', order)
    const [elsewhere] = eventsOf('orders/updated', { ...order, updated_at: '2026-11-10T09:00:00-05:00' })
    const [changed] = eventsOf('orders/updated', { ...order, financial_status: 'paid' })
    expect(elsewhere).toEqual(event)
    expect(changed?.id).not.toBe(event?.id)
  })

  it('is the same event by orders/updated and by orders/partially_fulfilled', () => {
    expect(eventsOf('orders/partially_fulfilled', order)).toEqual(eventsOf('orders/updated', order))
  })

  it('of nobody names its bill only once something of it went back', () => {
    const nobody = { ...order, email: '' }
    expect(eventsOf('orders/updated', nobody)[0]?.identifiers).toEqual([])
    const refunds = [{ id: 1, created_at: '2026-11-10T14:00:00Z', transactions: [] }]
    expect(eventsOf('orders/updated', { ...nobody, refunds })[0]?.identifiers).toEqual([
      { type: 'pos_bill', value: '5', scope: 'shopify/fixture' },
    ])
  })
})
