import type { CustomerList } from '#shared/contracts/customers.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { answered } from './api-answer.ts'
import { sendInOrder } from './identity-shop.ts'
import type { TestPlatform } from './test-platform.ts'

/** Stands in every text that says who a person is or what they wrote. */
export const personCanary = 'pcanary'
/** Stands in every other text of the shop: labels, products, file names. */
export const shopCanary = 'scanary'
const phone = '+447700900717'
const otherPhone = '+447700900727'

/** What nobody of another shop may see of this one, in any writing. */
export const canaries = /pcanary|scanary|7700.?900.?7[12]7/i
/** What nobody may see who may not see personal data. */
export const personCanaries = /pcanary|7700.?900.?7[12]7/i

/** What there is in the canary's shop, by the names that addresses of the API use. */
export type CanaryIds = Record<string, string>

const csv = `Order Number,Order Date,SKU,Product Name,Quantity,Unit Price,Currency,Email
S-1,2026-02-01 09:30,MUG,scanary mug,2,8.50,GBP,pcanary.import@shop.example
S-2,not a date pcanary,TRAY,scanary tray,1,24.00,GBP,pcanary.reject@shop.example
`

/**
 * Fills the demo tenant of an empty platform with people and things whose every text is a canary, through the doors and
 * operations that shops use, and tells the ids of what came of it.
 */
export async function fillCanaryTenant(platform: TestPlatform): Promise<CanaryIds> {
  const post = <Body>(path: string, body?: unknown) => answered<Body>(platform, 'POST', path, body)
  await sendPeople(platform)
  await platform.track('track', { event: '', properties: { note: 'pcanary wrote this' }, userId: 'pcanary' })
  await platform.api('/v1/pos/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      kind: 'sale',
      eventId: 'scanary-bad',
      customer: { email: 'pcanary@till.example' },
    }),
  })
  const connection = { source: 'shopify', connectionId: 'scanary-shop' }
  await post('/v1/connections', {
    ...connection,
    label: 'scanary label',
    secret: 'a secret of the canary shop',
  })
  await deliver(platform)
  const { code } = await post<{ code: string }>('/v1/qr-codes', {
    label: 'scanary poster',
    targetUrl: 'https://scanary.example/loyalty',
    campaign: 'scanary campaign',
  })
  await post('/v1/connections', {
    source: 'rest',
    connectionId: 'scanary-crm',
    label: 'scanary crm',
    settings: { list: { url: 'http://127.0.0.1:9/scanary' } },
    credentials: { headerValue: 'Bearer scanary' },
  })
  const destination = await post<{ id: string }>('/v1/destinations', {
    source: 'rest',
    connectionId: 'scanary-crm',
    label: 'scanary destination',
    fields: [{ field: 'email', property: 'scanaryMail' }],
    everyMinutes: null,
    options: {
      path: '/people',
      body: { people: '{{records}}' },
      results: { list: '/results', problem: '/error', remoteId: '/id' },
      removePath: '/people/delete',
    },
  })
  const event = await post<{ eventId: string }>('/v1/forecasts/calendar/events', {
    name: 'scanary market',
    kind: 'event',
    fromDay: '2026-12-24',
    toDay: '2026-12-24',
  })
  const importId = await importFile(platform)
  await platform.settled()
  await waitForDelivery(platform)
  const customerId = await customerWith(platform, 'email:pcanary.one@shop.example')
  const split = await post<{ splitId: string }>(`/v1/customers/${customerId}/splits`, {
    identifiers: ['email:pcanary.split@shop.example'],
  })
  const request = await post<{ requestId: string }>('/v1/privacy/requests', {
    customerId,
    kind: 'correction',
    wish: { traits: { city: 'pcanary city' }, note: 'pcanary asks' },
  })
  const invited = await post<{ user: { userId: string } }>('/v1/users', {
    email: 'scanary.staff@shop.example',
    displayName: 'scanary staff',
    role: 'support',
  })
  const key = await post<{ apiKey: { keyId: string } }>('/v1/api-keys', {
    label: 'scanary key',
    role: 'write',
  })
  const first = async (path: string, list: string, id: string) => {
    const answer = await platform.get<Record<string, Record<string, string>[]>>(path)
    const found = answer[list]?.[0]?.[id]
    if (found === undefined) throw new Error(`${path} lists nothing: ${JSON.stringify(answer)}`)
    return found
  }
  return {
    ...connection,
    code,
    customerId,
    importId,
    destinationId: destination.id,
    eventId: event.eventId,
    splitId: split.splitId,
    requestId: request.requestId,
    userId: invited.user.userId,
    keyId: key.apiKey.keyId,
    mergeId: await first('/v1/merges', 'merges', 'mergeId'),
    reviewId: await first('/v1/reviews', 'reviews', 'reviewId'),
    quarantineId: await first('/v1/quarantine', 'events', 'id'),
    deliveryId: await first('/v1/connections/shopify/scanary-shop/deliveries', 'deliveries', 'id'),
    mappingId: await first('/v1/import-mappings', 'mappings', 'id'),
  }
}

/** One person in three pieces that become one, with a fourth that is split off later, and two at one browser. */
async function sendPeople(platform: TestPlatform): Promise<void> {
  const email = 'pcanary.one@shop.example'
  const traits = {
    firstName: 'Pcanary',
    lastName: 'Yellow',
    address: { street: 'pcanary street', city: 'pcanaryville' },
  }
  const order = {
    kind: 'track' as const,
    event: 'Order Completed',
    properties: {
      order_id: 'scanary-order',
      total: 12,
      currency: 'GBP',
      products: [{ product_id: 'scanary-mug', name: 'scanary mug', quantity: 1, price: 12 }],
      gift_note: 'pcanary says hello',
    },
  }
  await sendInOrder(platform, [
    { anonymousId: 'pcanary-browser', traits: { email, ...traits } },
    { ...order, traits: { email } },
    { traits: { phone, ...traits } },
    { traits: { phone, email } },
    { traits: { email, ...traits }, userId: 'pcanary-user' },
    { userId: 'pcanary-user', traits: { email: 'pcanary.split@shop.example' } },
    {
      kind: 'track',
      event: 'Products Searched',
      userId: 'pcanary-user',
      properties: { query: 'pcanary wants shoes' },
    },
    {
      anonymousId: 'pcanary-home',
      traits: { email: 'pcanary.left@home.example', phone: otherPhone, firstName: 'Pcanary Left' },
    },
    {
      anonymousId: 'pcanary-home',
      traits: { email: 'pcanary.right@home.example', firstName: 'Pcanary Right' },
    },
  ])
}

async function deliver(platform: TestPlatform): Promise<void> {
  const text = JSON.stringify({
    id: 1,
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-01T10:00:00Z',
    currency: 'GBP',
    total_price: '12.50',
    email: 'pcanary.web@shop.example',
    line_items: [],
  })
  const body = Uint8Array.from(new TextEncoder().encode(text))
  const headers = {
    ...(await signShopify(body, 'a secret of the canary shop')),
    'content-type': 'application/json',
    'x-shopify-topic': 'orders/create',
    'x-shopify-webhook-id': 'scanary-delivery',
  }
  const response = await fetch(`${platform.apiUrl}/webhooks/shopify/scanary-shop`, {
    method: 'POST',
    body,
    headers,
  })
  if (!response.ok) throw new Error(`the delivery was answered ${response.status}: ${await response.text()}`)
}

/** The log of deliveries is written after the answer. */
async function waitForDelivery(platform: TestPlatform): Promise<void> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const path = '/v1/connections/shopify/scanary-shop/deliveries'
    if ((await platform.get<{ deliveries: unknown[] }>(path)).deliveries.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the delivery is not in its log')
}

async function importFile(platform: TestPlatform): Promise<string> {
  const created = await platform.api('/v1/imports?fileName=scanary.csv&start=false', {
    method: 'POST',
    body: csv,
    headers: { 'content-type': 'text/csv' },
  })
  if (created.status !== 201)
    throw new Error(`the import was answered ${created.status}: ${await created.text()}`)
  const { id, mapping } = (await created.json()) as ImportView
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${id}`)
    if (view.state === 'awaiting-mapping')
      await answered(platform, 'POST', `/v1/imports/${id}/start`, mapping)
    if (view.finishedAt !== null) return id
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function customerWith(platform: TestPlatform, identifier: string): Promise<string> {
  const path = `/v1/customers?identifier=${encodeURIComponent(identifier)}`
  const [customer] = (await platform.get<CustomerList>(path)).customers
  if (customer === undefined) throw new Error(`nobody has ${identifier}`)
  return customer.id
}
