import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Analytics as CustomerIoAnalytics } from '@customerio/cdp-analytics-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localVars } from '#scripts/local-vars.ts'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList, CustomerView, Timeline } from '#shared/contracts/customers.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { type ShopPages, serveShopPages } from '#tests/support/shop-pages.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'
import { apiKeyHash } from '#workers/credentials/keyed-hash.ts'

const browser = await launchBrowser()
const { writeKey } = demoCredentials
let platform: TestPlatform
let shop: ShopPages | undefined

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await platform?.remove()
})

async function customersWith(identifier: string): Promise<CustomerList['customers']> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  return customers
}

async function timelineOf(identifier: string): Promise<Timeline['items']> {
  const [customer] = await customersWith(identifier)
  return (await platform.get<Timeline>(`/v1/customers/${customer?.id}/timeline`)).items
}

function look(userId: string) {
  return { event: 'Looked', userId, messageId: `look-of-${userId}` }
}

it.skipIf(browser === undefined)(
  'the unmodified Segment browser library asks for its settings, and its calls become a customer',
  async () => {
    const library = createRequire(import.meta.url).resolve('@segment/analytics-next/dist/umd/index.js')
    shop = await serveShopPages(
      `<script src="/analytics.js"></script>
       <script>
         window.analytics = AnalyticsNext.AnalyticsBrowser.load({
           writeKey: '${writeKey}', cdnURL: '${platform.apiUrl}',
         })
       </script>`,
      { '/analytics.js': readFileSync(library, 'utf8') },
    )
    const page = await (await browser?.newContext())?.newPage()
    if (page === undefined) throw new Error('there is no browser on this machine')
    const complaints: string[] = []
    const elsewhere: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (origin !== platform.apiUrl && origin !== shop?.url) elsewhere.push(request.url())
    })
    await page.goto(`${shop.url}/coffee`)
    const anonymousId = await page.evaluate<string>(`(async () => {
      await analytics.page('Coffee')
      await analytics.identify('next-ada', { email: 'Next.Ada@example.com', firstName: 'Ada' })
      await analytics.track('Order Completed', { order_id: 'N-1', total: 12.5, currency: 'GBP' })
      const user = await analytics.user()
      return user.anonymousId()
    })()`)
    await page.context().close()

    expect([complaints, elsewhere]).toEqual([[], []])
    const [byEmail, ...others] = await customersWith('email:next.ada@example.com')
    expect(others).toEqual([])
    expect(await customersWith(`cookie_id:${anonymousId}`)).toEqual([byEmail])
    const customer = await platform.get<CustomerView>(`/v1/customers/${byEmail?.id}`)
    expect(customer.orders.map(({ orderId, amount }) => [orderId, amount.amountMinor])).toEqual([
      ['N-1', 1250],
    ])
    const items = await timelineOf('external_id:next-ada')
    expect(items.map(({ name, channel }) => [name, channel]).sort()).toEqual([
      ['Coffee', 'web'],
      ['Order Completed', 'web'],
      ['identify', 'web'],
    ])
  },
)

it('the unmodified Customer.io server library leads to one customer', async () => {
  const analytics = new CustomerIoAnalytics({ writeKey, host: platform.apiUrl, maxEventsInBatch: 3 })
  const failures: unknown[] = []
  analytics.on('error', (error) => failures.push(error))
  analytics.identify({ userId: 'cio-grace', traits: { email: 'grace@example.com' } })
  analytics.page({ anonymousId: 'cio-cookie', name: 'Tea' })
  analytics.track({ userId: 'cio-grace', anonymousId: 'cio-cookie', event: 'Product Viewed' })
  analytics.alias({ userId: 'cio-grace', previousId: 'cio-before' })
  await analytics.closeAndFlush()
  expect(failures).toEqual([])
  const names = (await timelineOf('email:grace@example.com')).map(({ name }) => name)
  expect(names.sort()).toEqual(['Product Viewed', 'Tea', 'alias', 'identify'])
})

describe('the settings of a browser library', () => {
  const origin = 'https://shop.example'

  it('tell Segment’s to send here, and nothing of itself to anybody', async () => {
    const response = await fetch(`${platform.apiUrl}/v1/projects/${writeKey}/settings`, {
      headers: { origin },
    })
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
    const { integrations, metrics } = (await response.json()) as {
      integrations: Record<string, Record<string, unknown>>
      metrics: unknown
    }
    expect(Object.keys(integrations)).toEqual(['Segment.io'])
    const { host } = new URL(platform.apiUrl)
    expect(integrations['Segment.io']).toMatchObject({
      apiKey: writeKey,
      apiHost: `${host}/v1`,
      protocol: 'http',
    })
    expect(metrics).toEqual({ sampleRate: 0 })
  })

  it('tell RudderStack’s that the source is there and loads nothing into the page', async () => {
    for (const [path, headers] of [
      [`/sourceConfig/?p=npm&v=3&writeKey=${writeKey}`, {}],
      ['/sourceConfig', { authorization: `Basic ${btoa(`${writeKey}:`)}` }],
    ] as const) {
      const response = await fetch(platform.apiUrl + path, { headers: { ...headers, origin } })
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
      expect(await response.json()).toMatchObject({
        source: { id: 'web', enabled: true, destinations: [], config: {} },
      })
    }
    const preflight = await fetch(`${platform.apiUrl}/sourceConfig/`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
  })

  it.each([
    ['/v1/projects/nobodys/settings', 404, ''],
    [`/v1/projects/${demoCredentials.apiKey}/settings`, 404, ''],
    ['/sourceConfig/?writeKey=nobodys', 401, 'The key is not known'],
    [`/sourceConfig/?writeKey=${demoCredentials.apiKey}`, 401, 'Send a write key'],
    ['/sourceConfig/', 401, 'Send a write key'],
  ])('are not told for %s', async (path, status, said) => {
    const response = await fetch(platform.apiUrl + path, { headers: { origin } })
    expect(response.status).toBe(status)
    expect(await response.text()).toContain(said)
    expect(response.headers.get('access-control-allow-origin')).toBe(origin)
  })
})

describe('a call', () => {
  it.each([
    ['/v1/import', 'importer', { authorization: `Basic ${btoa(`${writeKey}:`)}` }],
    [`/beacon/v1/batch?writeKey=${writeKey}`, 'rudder', { 'content-type': 'text/plain' }],
  ])('is taken in a batch at %s', async (path, userId, headers) => {
    const response = await fetch(platform.apiUrl + path, {
      method: 'POST',
      headers,
      body: JSON.stringify({ batch: [{ type: 'track', ...look(userId) }] }),
    })
    expect([response.status, await response.json()]).toEqual([200, { success: true }])
    expect((await timelineOf(`external_id:${userId}`)).map(({ id }) => id)).toEqual([`look-of-${userId}`])
  })
})

describe('a tracking connection that is set up', () => {
  const connect = async (connectionId: string, key: string, settings: object, status: string) => {
    const database = await platform.database()
    await database.batch([
      database
        .prepare(
          "insert into api_key (key_hash, key_id, tenant_id, label, role, connection_id, is_demo, created_at) values (?1, substr(?1, 1, 8), ?2, 'Key', 'write', ?3, 0, 0)",
        )
        .bind(await apiKeyHash(key, localVars), demoTenantId, connectionId),
      database
        .prepare(
          `insert into connection (source, connection_id, tenant_id, secrets, settings, status, is_demo, created_at)
           values ('tracking', ?, ?, '[]', ?, ?, 0, 0)`,
        )
        .bind(connectionId, demoTenantId, JSON.stringify(settings), status),
    ])
  }
  const webhookOrder = {
    id: 77,
    name: '#1077',
    created_at: '2026-11-20T11:00:00Z',
    currency: 'GBP',
    total_price: '5.00',
    customer: { id: 8, email: 'storefront@example.com' },
    line_items: [{ id: 1, product_id: 9, title: 'Tea', quantity: 1, price: '5.00' }],
  }
  const track = (key: string, body: object) =>
    fetch(`${platform.apiUrl}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}` },
      body: JSON.stringify(body),
    })

  it('tells of the orders of the shop that is named there: with its webhook they are one order', async () => {
    await connect('storefront', 'storefront-key', { orderShop: 'shopify/demo' }, 'active')
    const order = {
      event: 'Order Completed',
      userId: 'storefront-user',
      context: { traits: { email: 'storefront@example.com' } },
      properties: { order_id: 'gid://shopify/Order/77', total: 5, currency: 'GBP' },
    }
    expect((await track('storefront-key', order)).status).toBe(200)
    const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(webhookOrder)))
    const headers = {
      ...(await signShopify(body, demoCredentials.shopifySecret)),
      'x-shopify-topic': 'orders/create',
    }
    const webhook = await fetch(`${platform.apiUrl}/webhooks/shopify/demo`, { method: 'POST', headers, body })
    expect(webhook.status).toBe(200)

    const [customer] = await customersWith('external_id:storefront-user')
    const { orders, features } = await platform.get<CustomerView>(`/v1/customers/${customer?.id}`)
    expect(orders.map(({ orderId }) => orderId)).toEqual(['77'])
    expect(features.orderCount).toBe(1)
  })

  it('takes nothing while it is paused, and says when to come again', async () => {
    await connect('resting', 'resting-key', {}, 'paused')
    const response = await track('resting-key', look('paused-user'))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
    expect(await customersWith('external_id:paused-user')).toEqual([])
  })
})
