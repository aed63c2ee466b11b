import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import type { IdentifierPolicy } from '#shared/identity/normalise-identifier.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'
import {
  demoMappingContext,
  demoShopEndMs,
  eventOfMessage,
  shopifyDelivery,
} from '#tests/support/demo-shop-events.ts'

const shop = generateDemoShop({ seed: 7, nowMs: demoShopEndMs })
const policy: IdentifierPolicy = { defaultCountry: 'GB' }

describe('every record of the demo shop', () => {
  it('is taken by Patron and says what the truth table has of it', () => {
    for (const message of shop.live) {
      const event = eventOfMessage(message)
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
      const { order } = eventOfMessage(message)
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
    expect(mapCall(call, demoMappingContext('tracking/web')).ok).toBe(false)
    for (const order of shop.blemishes.orders) {
      const parsed = shopifySource.parse(shopifyDelivery(JSON.stringify(order)))
      const accepted =
        parsed.ok && parsed.value.every((record) => shopifySource.map(record, demoMappingContext('x')).ok)
      expect(accepted).toBe(false)
    }
  })
})

/** An identifier as the customer API is asked for it: an external id is looked for in every connection. */
function asAsked({ type, value, scope }: Identifier): string {
  return type === 'pos_bill' ? `${type}:${scope}:${value}` : `${type}:${value}`
}
