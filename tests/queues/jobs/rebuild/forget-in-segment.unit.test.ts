import { describe, expect, it } from 'vitest'
import { forgetInSegment } from '#queues/jobs/rebuild/forget-in-segment.ts'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'

const forgottenPhone = '+447700900642'

/** What a segment of one event comes to, where cus_living has an e-mail and a cookie, and somebody with a phone was erased. */
async function forgetLine(customerId: string, identifiers: { type: string; value: string }[]) {
  const event = { source: 'shopify/demo', id: 'e1', name: 'order', occurredAt: 5, receivedAt: 5, identifiers }
  const lines = JSON.stringify({ shard: 0, sequence: 1, index: 0, customerId, event })
  const ports = {
    tenant: { tenantId: 'demo', country: 'GB', ownPhones: new Set() },
    readSegment: async () => ({ lines, version: '1' }),
    replaceSegment: async () => true,
    forgetLines: async () => undefined,
    currentCustomerIds: async (_: unknown, ids: string[]) =>
      ids.map((id) => (id === 'cus_living' ? id : null)),
    placesOfEvents: async (_: unknown, keysOfEvents: string[][]) => ({
      places: keysOfEvents.map((keys) =>
        keys.some((key) => /^(email|cookie_id):/.test(key)) ? 'cus_living' : null,
      ),
      decidedUpTo: 1,
    }),
    areSuppressed: async (claims: { keys: string[] }[]) =>
      claims.map(({ keys }) => keys.some((key) => key.startsWith('phone:'))),
  } as unknown as RebuildPorts
  return (await forgetInSegment('events/demo/2026-01-01/0/one', 0, ports)) === lines ? 'stays' : 'forgotten'
}

describe('forgetInSegment', () => {
  const phone = { type: 'phone', value: forgottenPhone }
  const email = { type: 'email', value: 'living@shop.example' }
  const cookie = { type: 'cookie_id', value: 'a-cookie-of-both' }

  it('forgets what was put back of an erased customer', async () => {
    expect(await forgetLine('cus_gone', [phone])).toBe('forgotten')
    expect(await forgetLine('cus_gone', [phone, email])).toBe('forgotten')
  })

  it('forgets an event that a customer had only while it was merged with the erased one', async () => {
    expect(await forgetLine('cus_living', [phone])).toBe('forgotten')
    expect(await forgetLine('cus_living', [phone, cookie])).toBe('forgotten')
  })

  it('leaves the gift order of somebody else that names the erased person', async () => {
    expect(await forgetLine('cus_living', [phone, email])).toBe('stays')
    expect(await forgetLine('cus_living', [email])).toBe('stays')
  })
})
