import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { type CanaryShop, emptyShop } from '#tests/support/canary-shop.ts'
import { newEvent } from '#tests/support/new-event.ts'

const ada: Identifier = { type: 'email', value: 'ada@shop.example' }
const bob: Identifier = { type: 'email', value: 'bob@shop.example' }

let shop: CanaryShop
beforeEach(async () => {
  shop = emptyShop()
  await shop.send([
    newEvent({ id: 'of-ada', identifiers: [ada], traits: { firstName: 'Ada' } }),
    newEvent({ id: 'of-bob', identifiers: [bob] }),
  ])
})
afterEach(() => shop.close())

function asking(kind: 'erasure' | 'export' | 'shop-erasure', identifiers: Identifier[]): CanonicalEvent {
  return newEvent({
    id: `asking-for-${kind}`,
    source: 'shopify/demo',
    name: 'Privacy Request Received',
    identifiers,
    privacyRequest: { kind, requestId: 'r-1' },
  })
}

/** Takes the event in. What is anonymised on the way has to be read again, so the first try may be in vain. */
async function send(event: CanonicalEvent): Promise<void> {
  await shop.append([event])
  for (let tries = 0; tries < 3; tries += 1) await shop.process()
  expect(shop.shards.some((shard) => shard.hasUnsettled())).toBe(false)
}

const requests = () =>
  shop.database.all('select kind, status, customer_id, requested_by from privacy_request').map(Object.values)

describe('beginPrivacyRequests', () => {
  it('forgets the person whom a source says is to be forgotten, and nobody else', async () => {
    const adaId = shop.customerIdOf(ada)
    await send(asking('erasure', [ada]))
    expect(requests()).toEqual([['erasure', 'done', adaId, 'shopify/demo']])
    expect(shop.customerIdOf(ada)).toBeUndefined()
    expect(shop.customerIdOf(bob)).toBeDefined()
    expect([...shop.archive.values()].join('\n')).not.toContain('ada@shop.example')
  })

  it('does so once, however often the source asks', async () => {
    await send(asking('erasure', [ada]))
    await send({ ...asking('erasure', [ada]), id: 'asking-again' })
    expect(requests()).toHaveLength(1)
    expect(shop.customerIdOf(ada)).toBeUndefined()
  })

  it('keeps a wish for a copy, and a shop that leaves, for staff', async () => {
    const adaId = shop.customerIdOf(ada)
    await send(asking('export', [ada]))
    await send(asking('shop-erasure', []))
    expect(requests()).toEqual([
      ['export', 'open', adaId, 'shopify/demo'],
      ['shop-erasure', 'open', '', 'shopify/demo'],
    ])
    expect(shop.customerIdOf(ada)).toBe(adaId)
  })
})
