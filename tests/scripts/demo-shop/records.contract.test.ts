import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { ShopMessage } from '#scripts/demo-shop/shop-message.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import type { IdentifierPolicy } from '#shared/identity/normalise-identifier.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import type { MappingContext } from '#shared/sources/source.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'

const nowMs = Date.UTC(2026, 10, 21, 11, 30)
const shop = generateDemoShop({ seed: 7, nowMs, people: 400 })
const policy: IdentifierPolicy = { defaultCountry: 'GB' }

describe('every record of the demo shop', () => {
  it('is taken by Patron and says what the truth table has of it', () => {
    for (const message of shop.live) {
      const event = mapped(message)
      const named = event.identifiers.map(({ type, value, scope = '' }) => ({ type, value, scope }))
      const identifiers = usableIdentifiers(named, policy).map(asAsked)
      expect(identifiers.sort()).toEqual([...message.identifiers].sort())
      expect(event.occurredAt).toBe(message.atMs)
      expect(event.order?.orderId).toBe(message.order?.orderId)
      expect(event.order?.totalMinor).toBe(message.order?.totalMinor)
      if (message.order !== undefined) expect(event.channel).toBe(message.order.channel)
    }
  })

  it('says of its lines what the order costs before shipping', () => {
    for (const message of shop.live.filter(({ order }) => order !== undefined)) {
      const { order } = mapped(message)
      const linesMinor = (order?.lines ?? []).reduce((sum, line) => sum + line.amountMinor, 0)
      expect([0, 395]).toContain((order?.totalMinor ?? 0) - linesMinor)
      expect(order?.lines.every((line) => line.category !== undefined)).toBe(true)
    }
  })
})

describe('the blemishes of the demo shop', () => {
  it('are refused by the mappings', () => {
    const call = {
      kind: 'track',
      fields: shop.blemishes.call,
      sentAt: undefined,
      context: undefined,
    } as const
    expect(mapCall(call, contextOf('tracking/web')).ok).toBe(false)
    for (const order of shop.blemishes.orders) {
      const parsed = shopifySource.parse(delivery(JSON.stringify(order)))
      const accepted =
        parsed.ok && parsed.value.every((record) => shopifySource.map(record, contextOf('x')).ok)
      expect(accepted).toBe(false)
    }
  })
})

/** An identifier as the customer API is asked for it: an external id is looked for in every connection. */
function asAsked({ type, value, scope }: Identifier): string {
  return type === 'pos_bill' ? `${type}:${scope}:${value}` : `${type}:${value}`
}

/** The one event a record becomes; throws when it is refused. */
function mapped({ record }: ShopMessage): CanonicalEvent {
  if (record.door === 'tracking') {
    const result = mapCall(
      {
        kind: undefined,
        fields: JSON.parse(JSON.stringify(record.call)),
        sentAt: undefined,
        context: undefined,
      },
      contextOf('tracking/web'),
    )
    if (result.ok) return result.value
    throw new Error(JSON.stringify(result.failure))
  }
  if (record.door === 'import') throw new Error('rows are not live')
  const parsed = shopifySource.parse(delivery(JSON.stringify(record.order)))
  const [order] = parsed.ok ? parsed.value : []
  if (order === undefined) throw new Error(JSON.stringify(parsed))
  const result = shopifySource.map(order, contextOf('shopify/demo'))
  const [event] = result.ok ? result.value : []
  if (event === undefined) throw new Error(JSON.stringify(result))
  return event
}

function delivery(body: string) {
  return {
    url: 'http://127.0.0.1:8787/webhooks/shopify/demo',
    headers: new Map([['x-shopify-topic', 'orders/create']]),
    body: Uint8Array.from(new TextEncoder().encode(body)),
  }
}

function contextOf(source: string): MappingContext {
  return { source, receivedAtMs: nowMs, defaultCurrency: 'GBP', freshId: () => 'fresh' }
}
