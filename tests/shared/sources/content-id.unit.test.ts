import { expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { withContentId } from '#shared/sources/content-id.ts'

const event: Omit<CanonicalEvent, 'id'> = {
  source: 'woocommerce/demo',
  kind: 'track',
  name: 'Order Refunded',
  channel: 'web',
  occurredAt: 1,
  receivedAt: 2,
  identifiers: [],
  properties: { reason: 'torn' },
}
const idOf = (change: Partial<CanonicalEvent>) => withContentId('refund:1', { ...event, ...change }).id

it('an event of the same content has the same id, whenever it happened and came', () => {
  expect(idOf({ occurredAt: 3, receivedAt: 4 })).toBe(idOf({}))
  expect(idOf({})).toMatch(/^refund:1:[0-9a-z]{1,11}$/)
})

it.each([
  [{ name: 'Order Updated' }],
  [{ properties: { reason: 'lost' } }],
  [{ source: 'woocommerce/other' }],
  [{ identifiers: [{ type: 'email' as const, value: 'ada@example.com' }] }],
])('one that says %j has another', (change) => expect(idOf(change)).not.toBe(idOf({})))
