import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let client: ReturnType<typeof patronClient>
let customerId: string

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: platform.apiUrl,
    token: demoCredentials.apiKey,
  })
  await platform.track('identify', { userId: 'ada', traits: { name: 'Ada', email: 'ada@people.example' } })
  await platform.settled()
  customerId = (await good(client.listCustomers({}))).customers[0]?.id ?? ''
  const database = await platform.database()
  const expected = [
    ['soap', -2, 0.4, 8],
    ['oats', -30, 0.2, 8],
    ['flour', -9, 0.3, 8],
    ['milk', 0.5, 0.9, 8],
    ['bread', 1, 0.8, 8],
    ['rice', 5, 0.7, 8],
    ['salt', 80, 0.7, 8],
    ['long over', -400, 0.01, 8],
    ['not renewed', 3, 0.9, -1],
    ['Dairy', -1, 0.9, 8, 'category-consumption'],
  ] as const
  await database.batch(
    expected.map(([product, inDays, confidence, expiresInDays, kind = 'consumption']) =>
      database
        .prepare(
          `insert into predictions (tenant_id, customer_id, kind, subject, subject_name, label, confidence, expected_at,
             factors, predicted_at, expires_at) values ('demo', ?, ?, ?, ?, 'due', ?, ?, ?, 0, ?)`,
        )
        .bind(
          customerId,
          kind,
          product,
          `The ${product}`,
          confidence,
          Date.now() + inDays * dayMs,
          JSON.stringify([{ text: 'bought 6 times', feature: null, contribution: null }]),
          Date.now() + expiresInDays * dayMs,
        ),
    ),
  )
})
afterAll(() => platform?.remove())

const products = async (query: Parameters<typeof client.listDuePurchases>[0]) =>
  (await good(client.listDuePurchases(query))).purchases.map(({ productId }) => productId)

it('lists who will buy what again, the earliest first, then what is overdue, the latest first; by state and product', async () => {
  const { purchases, total } = await good(client.listDuePurchases({}))
  expect(total).toBe(6)
  expect(purchases[3]).toMatchObject({
    customerId,
    displayName: 'Ada',
    productName: 'The soap',
    state: 'overdue',
    factors: ['bought 6 times'],
  })
  const all = ['milk', 'bread', 'rice', 'soap', 'flour', 'oats']
  expect(purchases.map(({ productId }) => productId)).toEqual(all)
  expect(await products({ state: 'soon' })).toContain('rice')
  expect(await products({ state: 'overdue' })).toEqual(['soap', 'flour', 'oats'])
  expect(await products({ productId: 'milk' })).toEqual(['milk'])
  expect(await products({ days: 90 })).toContain('salt')
})

it.each([1, 2, 3, 4, 6])('gives the same in pages of %i, each once', async (limit) => {
  const found: (string | null)[] = []
  let cursor: string | null | undefined
  do {
    const page = await good(client.listDuePurchases({ limit, ...(cursor != null && { cursor }) }))
    found.push(...page.purchases.map(({ productId }) => productId))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(found).toEqual(['milk', 'bread', 'rice', 'soap', 'flour', 'oats'])
})

it('refuses a cursor that does not say of which day it is', async () => {
  const page = await good(client.listDuePurchases({ limit: 1 }))
  const { todayMs, ...place } = JSON.parse(atob(page.nextCursor ?? ''))
  expect(Number.isInteger(todayMs)).toBe(true)
  const answer = await client.listDuePurchases({ cursor: btoa(JSON.stringify(place)) })
  const errors = [{ pointer: '/cursor' }]
  expect(answer).toMatchObject({ ok: false, failure: { problem: { status: 422, errors } } })
})

it('lists categories beside products', async () => {
  const { purchases, total } = await good(client.listDuePurchases({ by: 'category' }))
  expect(total).toBe(1)
  expect(purchases).toMatchObject([{ category: 'Dairy', productId: null, state: 'overdue' }])
  expect(await products({ by: 'category', category: 'Care' })).toEqual([])
  expect(await products({ by: 'category', category: 'Dairy' })).toEqual([null])
})

it('lists nothing of somebody who objects', async () => {
  await good(client.objectToProfiling(customerId))
  expect(await products({})).toEqual([])
})
