import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { signWoocommerce } from '#shared/sources/woocommerce/sign.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

async function deliver(topic: string, value: object): Promise<Response> {
  const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(value)))
  const signed = await signWoocommerce(body, 'demo-woocommerce-secret')
  return fetch(`${platform.apiUrl}/webhooks/woocommerce/demo`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-wc-webhook-topic': topic, ...signed },
  })
}

async function customerWith(identifier: string): Promise<CustomerView> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  expect(customers).toHaveLength(1)
  return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
}

describe('the ping of a new webhook', () => {
  const ping = (headers: Record<string, string>) =>
    fetch(`${platform.apiUrl}/webhooks/woocommerce/demo`, {
      method: 'POST',
      body: 'webhook_id=5',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })

  it('is answered exactly 200 and leaves nothing behind', async () => {
    const response = await ping({})
    expect([response.status, await response.text()]).toEqual([200, 'ready'])
    expect((await platform.get<StreamStatus>('/v1/streaming/stream/status')).accepted).toBe(0)
  })

  it('with a wrong signature is a delivery like any other', async () => {
    expect((await ping({ 'x-wc-webhook-signature': 'c2hvcnQ=' })).status).toBe(401)
  })
})

it('an order that is placed, repeated, shipped and partly given back is one order of its buyer', async () => {
  const placed = {
    id: 727,
    status: 'processing',
    currency: 'GBP',
    date_created_gmt: '2026-11-02T09:15:12',
    date_modified_gmt: '2026-11-02T09:15:14',
    date_paid_gmt: '2026-11-02T09:15:14',
    total: '33.60',
    total_tax: '5.60',
    shipping_total: '3.00',
    customer_id: 26,
    billing: { first_name: 'Ada', email: 'ada@example.com', phone: '07700 900123' },
    line_items: [{ id: 315, product_id: 93, name: 'House blend', quantity: 2, total: '25.00' }],
  }
  const shipped = {
    ...placed,
    status: 'completed',
    date_completed_gmt: '2026-11-03T16:02:00',
    date_modified_gmt: '2026-11-03T16:02:01',
  }
  const refunded = {
    ...shipped,
    date_modified_gmt: '2026-11-05T11:30:00',
    refunds: [{ id: 880, reason: 'torn', total: '-9.00' }],
  }
  const answers = []
  for (const [topic, order] of [
    ['order.created', placed],
    ['order.updated', placed],
    ['order.updated', refunded],
    // Late: what it tells is known by now.
    ['order.updated', shipped],
  ] as const) {
    answers.push(await (await deliver(topic, order)).json())
  }
  expect(answers).toEqual([
    { accepted: 2, duplicate: 0, quarantined: 0 },
    { accepted: 0, duplicate: 2, quarantined: 0 },
    { accepted: 3, duplicate: 2, quarantined: 0 },
    { accepted: 0, duplicate: 3, quarantined: 0 },
  ])
  const { orders, features } = await customerWith('email:ada@example.com')
  expect(orders).toMatchObject([
    { orderId: '727', status: 'partly-refunded', amount: { amountMinor: 2460, currency: 'GBP' } },
  ])
  expect(features).toMatchObject({ orderCount: 1 })
})

it('an order that is deleted counts no longer, though the deletion names nobody', async () => {
  const order = {
    id: 728,
    status: 'processing',
    currency: 'GBP',
    date_created_gmt: '2026-11-02T10:00:00',
    total: '10.00',
    billing: { email: 'grace@example.com' },
    line_items: [],
  }
  await deliver('order.created', order)
  expect((await deliver('order.deleted', { id: 728 })).status).toBe(200)
  const { orders } = await customerWith('email:grace@example.com')
  expect(orders).toMatchObject([{ orderId: '728', status: 'cancelled', amount: { amountMinor: 0 } }])
})

it('a delivery that a vendor packs otherwise than as gzip is kept, because it would come again just so', async () => {
  const body = new Uint8Array(brotliCompressSync('{"id":728}'))
  const response = await fetch(`${platform.apiUrl}/webhooks/woocommerce/demo`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'content-encoding': 'br',
      'x-wc-webhook-topic': 'order.updated',
      ...(await signWoocommerce(body, 'demo-woocommerce-secret')),
    },
  })
  expect([response.status, await response.json()]).toMatchObject([200, { quarantined: 1 }])
})

it('a signed delivery that cannot be read is answered 200 and kept in quarantine with the reason', async () => {
  const wrong = { code: 'woocommerce_rest_cannot_view', message: 'Sorry', data: { status: 403 } }
  const response = await deliver('order.updated', wrong)
  expect([response.status, await response.json()]).toMatchObject([200, { quarantined: 1 }])
  await platform.settled()
  const { events } = await platform.get<QuarantineList>('/v1/quarantine')
  expect(events.filter(({ bytes }) => bytes === JSON.stringify(wrong))).toMatchObject([
    { source: 'woocommerce/demo', reason: 'invalid-order' },
  ])
})
