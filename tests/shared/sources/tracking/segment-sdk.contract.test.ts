import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Analytics } from '@segment/analytics-node'
import { expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import type { Delivery } from '#shared/sources/source.ts'
import { trackingSource } from '#shared/sources/tracking/index.ts'
import { fixtureContext } from '../fixtures.ts'

/** Lets the unmodified SDK send to a loopback server and returns what arrived. */
async function captureDeliveries(send: (analytics: Analytics) => void): Promise<Delivery[]> {
  const deliveries: Delivery[] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    deliveries.push({
      method: 'POST',
      url: request.url ?? '',
      headers,
      body: new Uint8Array(Buffer.concat(chunks)),
    })
    response.end('{"success":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const analytics = new Analytics({ writeKey: 'sdk-key', host: `http://127.0.0.1:${port}`, flushAt: 100 })
  send(analytics)
  await analytics.closeAndFlush()
  server.close()
  return deliveries
}

it('every call of the unmodified Segment server SDK becomes a valid event', async () => {
  const timestamp = new Date('2026-11-21T09:59:58.000Z')
  const deliveries = await captureDeliveries((analytics) => {
    analytics.identify({ userId: 'u-1', traits: { email: 'ada@example.com' }, timestamp })
    analytics.track({
      userId: 'u-1',
      event: 'Order Completed',
      properties: { order_id: '7', total: 12.5 },
      timestamp,
    })
    analytics.page({
      anonymousId: 'a-1',
      category: 'Shop',
      name: 'Coffee',
      properties: { path: '/coffee' },
      timestamp,
    })
    analytics.screen({ anonymousId: 'a-2', name: 'Basket', timestamp })
    analytics.group({ userId: 'u-1', groupId: 'g-1', traits: { name: 'Okafors' }, timestamp })
    analytics.alias({ userId: 'u-1', previousId: 'a-1', timestamp })
  })
  const context = { ...fixtureContext('tracking'), receivedAtMs: Date.now() }
  const names: string[] = []
  for (const delivery of deliveries) {
    expect(await trackingSource.verify(delivery, ['sdk-key'])).toEqual({ verified: true })
    const calls = trackingSource.parse(delivery)
    for (const call of calls.ok ? calls.value : []) {
      const mapped = trackingSource.map(call, context)
      const [event] = mapped.ok ? mapped.value : []
      expect(eventSchema.parse(event)).toEqual(event)
      expect(event?.occurredAt).toBe(timestamp.getTime())
      names.push(event?.name ?? '')
    }
  }
  expect(names.sort()).toEqual(['Basket', 'Coffee', 'Order Completed', 'alias', 'group', 'identify'])
})
