import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BackfillRunList, BackfillRunView } from '#shared/contracts/connections.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import {
  type FakeAdminApi,
  refusal,
  startFakeAdminApi,
  type WebhookBody,
} from '#tests/shared/sources/shopify/backfill/fake-admin-api.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const secret = 'client-secret-of-the-app'
const at = '/v1/connections/shopify/larder'
const fixtures = new URL('../../../shared/sources/shopify/fixtures/', import.meta.url)
const bodyOf = (name: string): WebhookBody =>
  JSON.parse(readFileSync(new URL(`${name}.body.json`, fixtures), 'utf8'))

const sent = bodyOf('orders-updated/one-item-back')
let admin: FakeAdminApi
let platform: TestPlatform

beforeAll(async () => {
  admin = await startFakeAdminApi({
    orders: [bodyOf('orders-updated/item-taken-out-before-payment'), sent],
    customers: [bodyOf('customers-create/new-account')],
    products: [bodyOf('products-update/coffee-in-two-sizes')],
    locations: [bodyOf('locations-create/harbour-shop')],
    levels: [bodyOf('inventory-levels-update/eleven-left')],
  })
  platform = await startTestPlatform({ customerCellCount: 4 })
  await post('/v1/connections', {
    source: 'shopify',
    connectionId: 'larder',
    secret,
    settings: { shopDomain: 'larder-and-hearth.myshopify.com', adminApiUrl: admin.url },
    credentials: { accessToken: 'shpat_fixture' },
  })
})
afterAll(async () => {
  await platform?.remove()
  admin?.close()
})

async function post(path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const response = await platform.api(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
}

async function finished(): Promise<BackfillRunView> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const [run] = (await platform.get<BackfillRunList>(`${at}/backfills`)).runs
    if (run !== undefined && run.state !== 'reading') return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the back-fill does not end')
}

async function ordersOf(identifier: string): Promise<CustomerView['orders']> {
  await platform.settled()
  const asked = encodeURIComponent(identifier)
  const { customers } = await platform.get<CustomerList>(`/v1/customers?identifier=${asked}`)
  return (await platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)).orders
}

it('fills in what a shop has, and what came by webhook before is there already', async () => {
  const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(sent)))
  const delivered = await fetch(`${platform.apiUrl}/webhooks/shopify/larder`, {
    method: 'POST',
    body,
    headers: { ...(await signShopify(body, secret)), 'x-shopify-topic': 'orders/updated' },
  })
  // The order as it is, and its refund.
  expect(await delivered.json()).toMatchObject({ accepted: 2, duplicate: 0, quarantined: 0 })

  const throttleStatus = { maximumAvailable: 2_000, currentlyAvailable: 99, restoreRate: 100 }
  admin.instead.push(refusal('THROTTLED', 'Throttled', { cost: { requestedQueryCost: 100, throttleStatus } }))
  await post(`${at}/backfills`, {})
  expect(await finished()).toMatchObject({
    state: 'done',
    recordCount: 6,
    // One order, its payment and its dispatch; the other order; customer, product, location, level.
    acceptedCount: 7,
    duplicateCount: 2,
    rejectedCount: 0,
    failure: null,
  })
  expect(new Set(admin.asked.map(({ token }) => token))).toEqual(new Set(['shpat_fixture']))

  const orders = await ordersOf('email:ada.okafor@example.com')
  const told = orders.map(({ orderId, amount }) => [orderId, amount.amountMinor]).sort()
  expect(told).toEqual([
    ['5910000000201', 2643],
    ['5910000000202', 2643],
  ])
})
