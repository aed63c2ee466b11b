import { afterAll, beforeAll, expect, it } from 'vitest'
import type {
  ConnectableSourceList,
  ConnectionView,
  ConnectionWithSecret,
  Replay,
} from '#shared/contracts/connections.ts'
import type { CustomerList, Timeline } from '#shared/contracts/customers.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { staffCalls } from '#tests/support/staff-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const { send } = staffCalls(() => platform)

it('one record of a list is replayed by settings that were mended, and happened when it came', async () => {
  const { connection, secret } = await send<ConnectionWithSecret>('POST', '/v1/connections', {
    source: 'rest',
    label: 'Bookings',
    settings: { mapping: { records: '/data', event: { at: '/type' } } },
  })
  const response = await fetch(`${platform.apiUrl}/webhooks/rest/${connection.connectionId}`, {
    method: 'POST',
    headers: { 'x-webhook-secret': secret ?? '' },
    body: JSON.stringify({
      data: [
        { id: 1, email: 'known@example.com' },
        { id: 2, member: { mail: 'mended@example.com' } },
      ],
    }),
  })
  expect(await response.json()).toEqual({ accepted: 1, duplicate: 0, quarantined: 1 })
  await platform.settled()
  await send<ConnectionView>('PATCH', `/v1/connections/rest/${connection.connectionId}`, {
    settings: { mapping: { records: '/data', identifiers: [{ type: 'email', at: '/member/mail' }] } },
  })
  const { events } = await platform.get<QuarantineList>('/v1/quarantine')
  const kept = events.find(({ source }) => source.startsWith('rest/'))
  expect(await send<Replay>('POST', `/v1/quarantine/${kept?.id}/replay`)).toMatchObject({
    accepted: 1,
    quarantined: 0,
  })
  await platform.settled()
  const { customers } = await platform.get<CustomerList>('/v1/customers?identifier=email:mended@example.com')
  const { items } = await platform.get<Timeline>(`/v1/customers/${customers[0]?.id}/timeline`)
  expect(items.map(({ occurredAt }) => occurredAt)).toEqual([kept?.receivedAt])
})

it('a tracking connection that is paused turns its calls away at once, though it is remembered for longer', async () => {
  const page = { type: 'page', anonymousId: 'visitor-1' }
  expect((await platform.track('page', page)).status).toBe(200)
  const web = '/v1/connections/tracking/web'
  await send('POST', '/v1/connections', { source: 'tracking', connectionId: 'web', label: 'Web shop' })
  await send('POST', `${web}/pause`)
  expect((await platform.track('page', page)).status).toBe(503)
  await send('POST', `${web}/resume`)
  expect((await platform.track('page', page)).status).toBe(200)
})

it('a secret that was copied with the end of its line fits', async () => {
  const secret = 'the secret that the vendor shows'
  const connection = { source: 'shopify', connectionId: 'pasted', label: 'Pasted', secret: ` ${secret}\n` }
  await send('POST', '/v1/connections', connection)
  const body = Uint8Array.from(new TextEncoder().encode('{"id":1,"updated_at":"2026-11-01T10:00:00Z"}'))
  const response = await fetch(`${platform.apiUrl}/webhooks/shopify/pasted`, {
    method: 'POST',
    body,
    headers: { ...(await signShopify(body, secret)), 'x-shopify-topic': 'customers/update' },
  })
  expect([response.status, await response.json()]).toEqual([
    200,
    { accepted: 1, duplicate: 0, quarantined: 0 },
  ])
})

it('settings by a name that there is not are refused, and the names that there are told', async () => {
  const settings = { shopUrl: 'https://shop.example', curency: 'EUR' }
  const errors = [
    { pointer: '/settings/curency', detail: 'is none of shopUrl, currency, reconcileEveryMinutes' },
  ]
  for (const [method, path, body] of [
    ['PATCH', '/v1/connections/magento/demo', { settings }],
    ['POST', '/v1/connections', { source: 'magento', secret: 'not needed yet', settings }],
  ] as const) {
    const response = await platform.api(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    expect([response.status, await response.json()]).toMatchObject([422, { errors }])
  }
  expect(await platform.get<ConnectionView>('/v1/connections/magento/demo')).toMatchObject({ settings: {} })
  const { sources } = await platform.get<ConnectableSourceList>('/v1/sources')
  expect(sources.find(({ source }) => source === 'magento')?.settings).toMatchObject({
    additionalProperties: false,
    properties: { reconcileEveryMinutes: { type: 'integer' } },
  })
})
