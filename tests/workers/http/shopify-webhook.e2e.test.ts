import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { shopifyHeader } from '#shared/sources/shopify/headers.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { type Fixture, findFixtures } from '#tests/shared/sources/fixtures.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

interface DeliverOptions {
  readonly secret?: string
  readonly path?: string
  readonly headers?: Record<string, string>
}

async function deliver(body: Uint8Array<ArrayBuffer>, options: DeliverOptions = {}): Promise<Response> {
  const { secret = demoCredentials.shopifySecret, path = '/webhooks/shopify/demo', headers = {} } = options
  const signed = await signShopify(body, secret)
  return fetch(`${platform.apiUrl}${path}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': 'orders/create',
      ...signed,
      ...headers,
    },
  })
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)))
}

function newOrder(parts: object = {}): object {
  return {
    id: 1,
    created_at: '2026-11-01T10:00:00Z',
    currency: 'GBP',
    total_price: '12.50',
    email: 'ada@example.com',
    line_items: [],
    ...parts,
  }
}

function acceptedCount(): Promise<number> {
  return platform.get<StreamStatus>('/v1/streaming/stream/status').then((status) => status.accepted)
}

async function customerWith(identifier: string): Promise<CustomerView> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  expect(customers).toHaveLength(1)
  return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
}

async function quarantined(): Promise<QuarantineList['events']> {
  await platform.settled()
  return (await platform.get<QuarantineList>('/v1/quarantine?limit=200')).events
}

describe('a recorded delivery', () => {
  const fixtures = findFixtures('shopify').map((fixture) => ({ ...fixture, ...expectationOf(fixture) }))
  const good = fixtures.filter(({ events }) => events.length > 0)
  const refused = fixtures.filter(({ refusal }) => refusal !== undefined && refusal !== 'malformed-body')
  const placed = good.filter(({ name }) =>
    /^(orders-create|customers-\w*-?marketing|customers-merge)/.test(name),
  )

  it('is at hand in both kinds', () => {
    expect(good.length).toBeGreaterThan(3)
    expect(refused.length).toBeGreaterThan(1)
  })

  it.each(placed)('$name is taken once, and its order is with its customer', async ({ delivery, events }) => {
    const body = delivery.body.slice()
    const headers = { 'x-shopify-topic': shopifyHeader(delivery.headers, 'topic') ?? '' }
    const answer = async () => (await deliver(body, { headers })).json()
    expect(await answer()).toEqual({ accepted: 1, duplicate: 0, quarantined: 0 })
    expect(await answer()).toEqual({ accepted: 0, duplicate: 1, quarantined: 0 })
    for (const { order, identifiers } of events) {
      // The deliveries share people's phones, not their accounts; the account says whose the order is.
      const identifier = identifiers.find(({ type }) => type === 'external_id') ?? identifiers[0]
      if (identifier === undefined || order === undefined) continue
      const customer = await customerWith(`${identifier.type}:${identifier.value}`)
      expect(customer.orders.find(({ orderId }) => orderId === order.orderId)).toMatchObject({
        source: 'shopify/demo',
        status: 'placed',
        amount: { amountMinor: order.totalMinor, currency: order.currency },
        lines: order.lines.map(({ productId, quantity, amountMinor }) => ({
          productId,
          quantity,
          amount: { amountMinor, currency: order.currency },
        })),
      })
    }
  })

  it('of any other topic is taken once', async () => {
    const others = good.filter((fixture) => !placed.includes(fixture))
    for (const { name, delivery, events } of others) {
      const headers = { 'x-shopify-topic': shopifyHeader(delivery.headers, 'topic') ?? '' }
      const answer = async () => {
        const response = await deliver(delivery.body.slice(), { headers })
        const { accepted, duplicate, quarantined } = (await response.json()) as Record<string, number>
        return { name, accepted, known: (accepted ?? 0) + (duplicate ?? 0), quarantined }
      }
      // Some of its events may have come with a delivery before: every statement of an order tells its refunds.
      expect(await answer()).toMatchObject({ name, known: events.length, quarantined: 0 })
      expect(await answer()).toEqual({ name, accepted: 0, known: events.length, quarantined: 0 })
    }
  })

  it('that cannot be mapped is answered 200 and kept in quarantine as it came', async () => {
    for (const { name, delivery } of refused) {
      const headers = { 'x-shopify-topic': delivery.headers.get('x-shopify-topic') ?? '' }
      const response = await deliver(delivery.body.slice(), { headers })
      expect([name, response.status, await response.json()]).toMatchObject([name, 200, { quarantined: 1 }])
    }
    const kept = await quarantined()
    for (const { delivery, refusal } of refused) {
      const text = new TextDecoder().decode(delivery.body)
      expect(kept.filter(({ bytes }) => bytes === text)).toMatchObject([
        { source: 'shopify/demo', reason: refusal },
      ])
    }
  })
})

it.each<[string, Uint8Array<ArrayBuffer>, string]>([
  ['that is not JSON', bytesOf('{"id":'), '{"id":'],
  ['that is empty', bytesOf(''), 'data:application/octet-stream,'],
  [
    'that is not UTF-8',
    Uint8Array.from([...bytesOf('{"name":"caf'), 0xe9, ...bytesOf('"}')]),
    'data:application/octet-stream,{"name":"caf%E9"}',
  ],
])(
  'a signed delivery %s is kept in quarantine and answered 200, or the shop would switch it off',
  async (_, body, kept) => {
    const response = await deliver(body)
    expect([response.status, await response.json()]).toEqual([
      200,
      { accepted: 0, duplicate: 0, quarantined: 1 },
    ])
    expect((await quarantined()).filter(({ bytes }) => bytes === kept)).toMatchObject([
      { source: 'shopify/demo', reason: 'malformed-body' },
    ])
  },
)

/** What a fixture's expected file says: the events, or why it is refused. */
function expectationOf({ expectedFile }: Fixture): { events: CanonicalEvent[]; refusal: string | undefined } {
  const { records = [], refused } = JSON.parse(readFileSync(expectedFile, 'utf8'))
  const outcomes: { events?: CanonicalEvent[]; refused?: { kind: string } }[] = [...records, { refused }]
  return {
    events: outcomes.flatMap(({ events = [] }) => events),
    refusal: outcomes.flatMap((outcome) => outcome.refused?.kind ?? [])[0],
  }
}

describe('a delivery that is refused leaves nothing behind', () => {
  const body = bytesOf(newOrder({ id: 2 }))

  it.each<[string, number, string, () => Promise<Response>]>([
    ['signed with another secret', 401, 'invalid-signature', () => deliver(body, { secret: 'other' })],
    [
      'with a signature of other bytes',
      401,
      'invalid-signature',
      async () => deliver(body, { headers: await signShopify(bytesOf('{}'), demoCredentials.shopifySecret) }),
    ],
    [
      'with a signature that is no base64',
      401,
      'invalid-signature',
      () => deliver(body, { headers: { 'x-shopify-hmac-sha256': '***' } }),
    ],
    [
      'without a signature',
      401,
      'invalid-signature',
      () => fetch(`${platform.apiUrl}/webhooks/shopify/demo`, { method: 'POST', body }),
    ],
    ['to an unknown connection', 404, 'not-found', () => deliver(body, { path: '/webhooks/shopify/nobody' })],
    ['to an unknown source', 404, 'not-found', () => deliver(body, { path: '/webhooks/etsy/demo' })],
    [
      'of more than two million bytes',
      413,
      'content-too-large',
      () => deliver(bytesOf(' '.repeat(3_500_001))),
    ],
  ])('%s: %i', async (_, status, code, send) => {
    const before = await acceptedCount()
    const response = await send()
    expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([status, code])
    expect(await acceptedCount()).toBe(before)
  })
})

it('an order that changes later, or comes again from a retry, stays one order', async () => {
  const placed = newOrder({ id: 77, email: 'grace@example.com', updated_at: '2026-11-01T10:00:00Z' })
  const changed = { ...placed, updated_at: '2026-11-01T10:00:05Z', total_price: '15.00' }
  const replies = await Promise.all(
    [placed, placed, changed, placed, changed].map((order) => deliver(bytesOf(order))),
  )
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  const { orders, features } = await customerWith('email:grace@example.com')
  expect(orders).toHaveLength(1)
  expect(features).toMatchObject({ orderCount: 1, eventCount: 2 })
})

it.each([
  ['after', 81],
  ['before', 82],
])('a refund, which names only its order, that comes %s it goes to the buyer', async (when, id) => {
  const email = `buyer-${id}@example.com`
  const order = newOrder({ id, email, updated_at: '2026-11-01T10:00:00Z' })
  const refund = {
    id: id * 10,
    order_id: id,
    created_at: '2026-11-02T10:00:00Z',
    transactions: [{ kind: 'refund', status: 'success', amount: '5.00', currency: 'GBP' }],
  }
  const sendRefund = () => deliver(bytesOf(refund), { headers: { 'x-shopify-topic': 'refunds/create' } })
  if (when === 'before') {
    await sendRefund()
    await platform.settled()
  }
  await deliver(bytesOf(order))
  if (when === 'after') await sendRefund()
  const expectPartlyRefunded = async () => {
    const { orders, features } = await customerWith(`email:${email}`)
    expect(orders).toMatchObject([
      { orderId: String(id), status: 'partly-refunded', amount: { amountMinor: 750, currency: 'GBP' } },
    ])
    expect(features).toMatchObject({ orderCount: 1 })
  }
  await expectPartlyRefunded()
  // The order's own statement tells the refund again, and it counts once.
  const told = {
    ...order,
    updated_at: '2026-11-02T10:00:01Z',
    current_total_price: '7.50',
    refunds: [refund],
  }
  await deliver(bytesOf(told), { headers: { 'x-shopify-topic': 'orders/updated' } })
  await expectPartlyRefunded()
})

it('the same unreadable delivery again is kept in quarantine once', async () => {
  const wrong = newOrder({ id: 78, currency: 'XXQ', note: 'twice' })
  for (let time = 0; time < 2; time += 1) expect((await deliver(bytesOf(wrong))).status).toBe(200)
  expect((await quarantined()).filter(({ bytes }) => bytes === JSON.stringify(wrong))).toHaveLength(1)
})
