import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { CustomerFeaturesView } from '#shared/contracts/features.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const firstKey = demoCredentials.apiKey
const lateKey = 'key-of-late-rates'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 1, logShardCount: 1 })
  await addTenant(await platform.database(), 'rates-late', lateKey)
})
afterAll(() => platform?.remove())

/** One shop of the platform. */
function shopOf(apiKey: string) {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await fetch(platform.apiUrl + path, { headers })
    expect(response.status, path).toBe(200)
    return (await response.json()) as Body
  }
  return {
    get,
    send: async (method: 'POST' | 'PUT', path: string, body: object): Promise<void> => {
      const response = await fetch(platform.apiUrl + path, { method, headers, body: JSON.stringify(body) })
      expect(response.status, path).toBe(200)
    },
    settled: () =>
      expect
        .poll(
          async () => {
            const { accepted, settled } = await get<StreamStatus>('/v1/streaming/stream/status')
            return accepted > 0 && accepted === settled
          },
          { timeout: 30_000 },
        )
        .toBe(true),
  }
}

const orderOf = (orderId: string, userId: string | undefined, total: number, day: string, event: string) => ({
  type: 'track',
  event,
  messageId: `${event} ${orderId}`,
  anonymousId: `browser-${userId ?? 'nobody'}`,
  ...(userId !== undefined && { userId, context: { traits: { email: `${userId}@shop.example` } } }),
  timestamp: `${day}T10:00:00Z`,
  properties: {
    order_id: orderId,
    total,
    currency: 'USD',
    products: [{ product_id: 'tea', name: 'Tea', category: 'Tea', price: total, quantity: 1 }],
  },
})
const batch = [
  orderOf('1', 'ada', 20, '2026-10-01', 'Order Completed'),
  orderOf('2', 'ada', 35.5, '2026-10-09', 'Order Completed'),
  orderOf('3', 'bob', 12, '2026-10-09', 'Order Completed'),
  orderOf('3', 'bob', 12, '2026-10-09', 'Order Cancelled'),
  orderOf('4', undefined, 7, '2026-10-09', 'Order Completed'),
]
const rates = (first: number) => ({
  rates: [
    { currency: 'USD', day: '2026-09-01', rate: first },
    { currency: 'USD', day: '2026-10-05', rate: 0.8 },
  ],
})

/** What is told of a shop's customers and sales, without ids, versions and what changes with the hour. */
async function pictureOf(apiKey: string): Promise<object> {
  const { get } = shopOf(apiKey)
  const { customers } = await get<CustomerList>('/v1/customers?sort=revenue')
  const views = await Promise.all(customers.map(({ id }) => get<CustomerView>(`/v1/customers/${id}`)))
  const vectors = await Promise.all(
    customers.map(({ id }) => get<CustomerFeaturesView>(`/v1/customers/${id}/features`)),
  )
  const features = vectors.map((vector) => vector.features.find(({ name }) => name === 'revenueMinor'))
  const { allTime } = await get<Overview>('/v1/overview')
  const text = JSON.stringify({ customers, views, features, allTime })
  const ids = new Map(customers.map(({ id, displayName }) => [id, displayName]))
  const plain = text.replaceAll(/cus_[0-9a-z]+/g, (id) => ids.get(id) ?? '')
  return JSON.parse(plain, (name, value) => (name === 'version' ? undefined : value))
}

it('orders that came before their rate come to the same as those that came after it, the customer too', async () => {
  const [first, late] = [shopOf(firstKey), shopOf(lateKey)]
  await first.send('PUT', '/v1/exchange-rates', rates(0.5))
  await first.send('POST', '/v1/batch', { batch, writeKey: firstKey })
  await late.send('POST', '/v1/batch', { batch, writeKey: lateKey })
  for (const shop of [first, late]) await shop.settled()
  const expected = await pictureOf(firstKey)
  const { customers } = await first.get<CustomerList>('/v1/customers?sort=revenue')
  // 20 dollars at 0.50, 35.50 at 0.80.
  expect(customers[0]?.revenue).toEqual({ amountMinor: 1_000 + 2_840, currency: 'GBP' })
  expect(await pictureOf(lateKey)).not.toEqual(expected)

  // Wrong at first, and corrected.
  await late.send('PUT', '/v1/exchange-rates', rates(0.05))
  await late.send('PUT', '/v1/exchange-rates', rates(0.5))
  await expect.poll(() => pictureOf(lateKey), { timeout: 30_000 }).toEqual(expected)

  await first.send('PUT', '/v1/exchange-rates', rates(0.6))
  await late.send('PUT', '/v1/exchange-rates', rates(0.6))
  const revenue = async ({ get }: typeof late) =>
    (await get<CustomerList>('/v1/customers?sort=revenue')).customers[0]?.revenue?.amountMinor
  for (const shop of [first, late])
    await expect.poll(() => revenue(shop), { timeout: 30_000 }).toBe(1_200 + 2_840)
  await expect
    .poll(async () => [await pictureOf(lateKey)], { timeout: 30_000 })
    .toEqual([await pictureOf(firstKey)])
})
