import { afterEach, describe, expect, it } from 'vitest'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { eventSchema } from '#shared/events/event.ts'
import { shopifyBackfill } from '#shared/sources/shopify/backfill/backfill.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import type { ShopifyRecord } from '#shared/sources/shopify/record.ts'
import { findFixtures, fixtureContext } from '../../fixtures.ts'
import {
  type FakeAdminApi,
  type FakeShop,
  refusal,
  startFakeAdminApi,
  type WebhookBody,
} from './fake-admin-api.ts'

const fixtures = new Map(findFixtures('shopify').map((fixture) => [fixture.name, fixture.delivery]))
const context = fixtureContext('shopify')

function bodyOf(name: string): WebhookBody {
  return JSON.parse(new TextDecoder().decode(fixtures.get(name)?.body))
}

function mapped(records: readonly ShopifyRecord[]): CanonicalEvent[] {
  return records.flatMap((record) => {
    const events = shopifySource.map(record, context)
    if (!events.ok) throw new Error(events.failure.message)
    return events.value
  })
}

/** What the webhook of a topic makes of a body, by event id. */
function webhookEvents(topic: string, body: WebhookBody): CanonicalEvent[] {
  const bytes = Uint8Array.from(new TextEncoder().encode(JSON.stringify(body)))
  const headers = new Map([['x-shopify-topic', topic]])
  const parsed = shopifySource.parse({ method: 'POST', url: '', headers, body: bytes })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return mapped(parsed.value)
}

function byId(events: readonly CanonicalEvent[]): Map<string, CanonicalEvent> {
  return new Map(events.map((event) => [event.id, event]))
}

let api: FakeAdminApi
afterEach(() => api?.close())

/** Every record of a resource, page by page, as a back-fill reads them. */
async function readAll(resource: string, changedSinceMs: number | null = null): Promise<ShopifyRecord[]> {
  const records: ShopifyRecord[] = []
  let cursor: string | null = null
  do {
    const page = await shopifyBackfill.readPage(resource, cursor, changedSinceMs, api.call, {})
    if (!page.ok) throw new Error(`${page.failure.kind}: ${page.failure.message}`)
    records.push(...page.value.records)
    cursor = page.value.nextCursor
  } while (cursor !== null)
  return records
}

const shop: FakeShop = {
  orders: [
    bodyOf('orders-updated/item-taken-out-before-payment'),
    bodyOf('orders-fulfilled/all-sent'),
    bodyOf('orders-updated/one-item-back'),
    { ...bodyOf('orders-cancelled/after-a-refund'), id: 5910000000302, refunds: [] },
  ],
  customers: [
    {
      ...bodyOf('customers-create/new-account'),
      mail_marketing: { marketingState: 'SUBSCRIBED', marketingUpdatedAt: '2026-11-12T16:20:30Z' },
    },
    { ...bodyOf('customers-update/new-phone'), id: 7234567890209, email: null },
  ],
  products: [bodyOf('products-update/coffee-in-two-sizes'), bodyOf('products-create/mug-without-options')],
  locations: [
    bodyOf('locations-update/closed-for-the-winter'),
    { ...bodyOf('locations-create/harbour-shop'), id: 7 },
  ],
  levels: [
    bodyOf('inventory-levels-update/eleven-left'),
    { ...bodyOf('inventory-levels-update/eleven-left'), inventory_item_id: 39009, available: -3 },
    { ...bodyOf('inventory-levels-update/eleven-left'), inventory_item_id: 39010, available: null },
    { ...bodyOf('inventory-levels-update/eleven-left'), location_id: 7, available: 5 },
  ],
}

describe('what was read is the event that its webhook made', () => {
  it.each<[string, string, readonly WebhookBody[]]>([
    ['orders', 'orders/updated', shop.orders ?? []],
    ['customers', 'customers/update', shop.customers ?? []],
    ['products', 'products/update', shop.products ?? []],
    ['locations', 'locations/update', shop.locations ?? []],
    ['inventory', 'inventory_levels/update', shop.levels ?? []],
  ])('%s', async (resource, topic, bodies) => {
    api = await startFakeAdminApi(shop)
    // Small pages, so that there are several.
    api.maxPageSize = 10
    const read = byId(mapped(await readAll(resource)))
    const delivered = bodies.flatMap((body) => webhookEvents(topic, body))
    expect(delivered.length).toBeGreaterThan(1)
    for (const event of delivered) expect(read.get(event.id)).toEqual(event)
    for (const event of read.values()) expect(eventSchema.parse(event)).toEqual(event)
  })

  it('and so are payment and dispatch, which the order tells by its status and its parts', async () => {
    const paid = bodyOf('orders-paid/paid-five-minutes-later')
    const sent = { ...bodyOf('orders-fulfilled/all-sent'), captured_at: paid.updated_at }
    api = await startFakeAdminApi({ orders: [sent] })
    const read = byId(mapped(await readAll('orders')))
    const [, paidEvent] = webhookEvents('orders/paid', paid)
    const [, sentEvent] = webhookEvents('orders/fulfilled', sent)
    expect([paidEvent?.name, sentEvent?.name]).toEqual(['Order Paid', 'Order Fulfilled'])
    expect(read.get(paidEvent?.id ?? '')).toEqual(paidEvent)
    // The webhook is sent a second after the parcel.
    const occurredAt = Date.parse('2026-11-11T13:00:00Z')
    expect(read.get(sentEvent?.id ?? '')).toEqual({ ...sentEvent, occurredAt })
  })

  it('and so is what a customer allows', async () => {
    api = await startFakeAdminApi(shop)
    const read = mapped(await readAll('customers'))
    const [delivered] = webhookEvents('customers_email_marketing_consent/update', {
      customer_id: 7234567890201,
      email_address: 'noor@example.com',
      email_marketing_consent: { state: 'subscribed', consent_updated_at: '2026-11-12T11:20:30-05:00' },
    })
    expect(read.find((event) => event.id === delivered?.id)).toEqual(delivered)
    expect(read.filter((event) => event.consents !== undefined)).toHaveLength(1)
  })
})

describe('reading', () => {
  it('asks only for what changed, when it is told since when', async () => {
    api = await startFakeAdminApi(shop)
    const sinceMs = Date.parse('2026-11-12T00:00:00Z')
    const records = await readAll('orders', sinceMs)
    expect(records).toHaveLength(2)
    expect(api.asked[0]?.variables.query).toBe("updated_at:>='2026-11-12T00:00:00.000Z'")
  })

  it('sends the token that the caller puts on, and no other', async () => {
    api = await startFakeAdminApi(shop)
    await readAll('locations')
    expect(api.asked.map(({ token }) => token)).toEqual(['shpat_fixture'])
  })

  it('fetches the lines that did not fit in', async () => {
    const line = bodyOf('orders-paid/paid-five-minutes-later').line_items[0]
    const lines = Array.from({ length: 7 }, (_, index) => ({ ...line, id: 100 + index }))
    api = await startFakeAdminApi({
      orders: [{ ...bodyOf('orders-paid/paid-five-minutes-later'), line_items: lines }],
    })
    const [updated] = mapped(await readAll('orders'))
    expect(updated?.order?.lines.map(({ lineId }) => lineId)).toEqual(lines.map(({ id }) => String(id)))
  })

  it('asks for less until the query is cheap enough, and says so when it never is', async () => {
    api = await startFakeAdminApi(shop)
    api.maxPageSize = 1
    expect(await readAll('orders')).toHaveLength(4)
    expect(api.asked.slice(0, 3).map(({ variables }) => variables.first)).toEqual([20, 5, 1])
    api.maxPageSize = 0
    const page = await shopifyBackfill.readPage('orders', null, null, api.call, {})
    expect(page).toMatchObject({ ok: false, failure: { kind: 'unreadable-answer', retryable: false } })
  })

  const throttled = {
    cost: {
      requestedQueryCost: 420,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 65, restoreRate: 100 },
    },
  }
  it.each<[string, FakeAdminApi['instead'][number], object]>([
    [
      'points used up: until enough have come back',
      refusal('THROTTLED', 'Throttled', throttled),
      { kind: 'rate-limited', retryable: true, afterSeconds: 4 },
    ],
    [
      'points used up, without saying how many',
      refusal('THROTTLED', 'Throttled'),
      { kind: 'rate-limited', retryable: true, afterSeconds: null },
    ],
    [
      'too many calls',
      { status: 429, headers: { 'retry-after': '2.0' }, body: { errors: 'Exceeded 2 calls per second' } },
      { kind: 'rate-limited', retryable: true, afterSeconds: 2 },
    ],
    [
      'a token that is no longer valid',
      { status: 401, body: { errors: '[API] Invalid API key or access token' } },
      { kind: 'invalid-credentials', retryable: false },
    ],
    [
      'a token that may not read this',
      refusal('ACCESS_DENIED', 'Access denied for orders field.'),
      { kind: 'invalid-credentials', retryable: false },
    ],
    [
      'a fault at Shopify',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad gateway</html>' },
      { kind: 'vendor-unavailable', retryable: true },
    ],
    [
      'a fault told with 200',
      refusal('INTERNAL_SERVER_ERROR', 'Internal error. Looks like something went wrong on our end.'),
      { kind: 'vendor-unavailable', retryable: true },
    ],
    [
      'a field that is gone',
      refusal('undefinedField', "Field 'phone' doesn't exist on type 'Order'"),
      { kind: 'unreadable-answer', retryable: false },
    ],
    ['text that is no JSON', { status: 200, body: 'hello' }, { kind: 'unreadable-answer', retryable: false }],
    [
      'a page that is none',
      { status: 200, body: { data: { page: { nodes: [{ id: 'x' }] } } } },
      { kind: 'unreadable-answer', retryable: false },
    ],
  ])('tells what to do about %s', async (_, instead, failure) => {
    api = await startFakeAdminApi(shop)
    api.instead.push(instead)
    expect(await shopifyBackfill.readPage('orders', null, null, api.call, {})).toMatchObject({
      ok: false,
      failure,
    })
  })

  it('throws when nothing came back, as the caller tries again then', async () => {
    api = await startFakeAdminApi(shop)
    const call = () => Promise.reject(new Error('connection reset'))
    await expect(shopifyBackfill.readPage('orders', null, null, call, {})).rejects.toThrow('connection reset')
  })
})

describe('where the calls go', () => {
  const credentials = { accessToken: 'shpat_1' }

  it('is the shop of the settings, with the token of the credentials', () => {
    const settings = { shopDomain: 'larder-and-hearth.myshopify.com' }
    expect(shopifyBackfill.address(settings, credentials)).toEqual({
      ok: true,
      value: {
        baseUrl: 'https://larder-and-hearth.myshopify.com',
        headers: { 'x-shopify-access-token': 'shpat_1' },
      },
    })
  })

  it('is a simulator, when the settings name one', () => {
    const settings = { shopDomain: 'a.myshopify.com', adminApiUrl: 'http://127.0.0.1:9/' }
    const address = shopifyBackfill.address(settings, credentials)
    expect(address).toMatchObject({ ok: true, value: { baseUrl: 'http://127.0.0.1:9' } })
  })

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['no shop', {}, credentials, 'invalid-settings'],
    ['another domain', { shopDomain: 'evil.example' }, credentials, 'invalid-settings'],
    ['a shop with a path', { shopDomain: 'a.myshopify.com/x' }, credentials, 'invalid-settings'],
    ['no token', { shopDomain: 'a.myshopify.com' }, {}, 'invalid-credentials'],
    [
      'a token with a line break',
      { shopDomain: 'a.myshopify.com' },
      { accessToken: 'a\nb' },
      'invalid-credentials',
    ],
  ])('is refused for %s', (_, settings, given, kind) => {
    expect(shopifyBackfill.address(settings, given)).toMatchObject({ ok: false, failure: { kind } })
  })
})
