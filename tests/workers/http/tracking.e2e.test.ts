import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { Analytics } from '@segment/analytics-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { ConsentHistory } from '#shared/contracts/consents.ts'
import type { CustomerList, CustomerView, Timeline } from '#shared/contracts/customers.ts'
import { type Problem, problemSchema } from '#shared/contracts/problems.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { signIn } from '#tests/support/callers.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

interface Sent {
  readonly body: BodyInit
  readonly headers?: Record<string, string>
}

function post(path: string, { body, headers = {} }: Sent): Promise<Response> {
  return fetch(`${platform.apiUrl}${path}`, { method: 'POST', body, headers })
}

function basic(writeKey: string): Record<string, string> {
  return { authorization: `Basic ${btoa(`${writeKey}:`)}` }
}

const withKey = { ...basic(demoCredentials.writeKey), 'content-type': 'application/json' }

/** A refusal, checked to be a problem as the contract says. */
async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

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

async function quarantined(): Promise<QuarantineList['events']> {
  await platform.settled()
  return (await platform.get<QuarantineList>('/v1/quarantine?limit=200')).events
}

describe('every call', () => {
  it.each([
    ['identify', 'i', 'identify', {}],
    ['track', 't', 'Looked', { event: 'Looked' }],
    ['page', 'p', 'Home', { name: 'Home' }],
    ['screen', 's', 'Basket', { name: 'Basket' }],
    ['group', 'g', 'group', { groupId: 'family' }],
    ['alias', 'a', 'alias', { previousId: 'before' }],
  ])('%s is taken at its long and its short address', async (long, short, name, fields) => {
    const userId = `user-of-${long}`
    for (const path of [long, short]) {
      const body = JSON.stringify({
        ...fields,
        userId,
        previousId: `${userId}-before`,
        messageId: `${path}-1`,
      })
      const response = await post(`/v1/${path}`, { body, headers: withKey })
      expect([response.status, await response.json()]).toEqual([200, { success: true }])
    }
    const items = await timelineOf(`external_id:${userId}`)
    expect(items.map((item) => [item.id, item.name, item.kind]).sort()).toEqual(
      [
        [`${long}-1`, name, long],
        [`${short}-1`, name, long],
      ].sort(),
    )
  })

  it('can come in a batch, at its long and its short address', async () => {
    for (const path of ['batch', 'b']) {
      const batch = [{ type: 'track', event: 'In a batch', userId: 'batcher', messageId: `in-${path}` }]
      const response = await post(`/v1/${path}`, { body: JSON.stringify({ batch }), headers: withKey })
      expect([response.status, await response.json()]).toEqual([200, { success: true }])
    }
    expect((await timelineOf('external_id:batcher')).map(({ id }) => id).sort()).toEqual(['in-b', 'in-batch'])
  })
})

describe('a call in an unusual dress', () => {
  const call = (userId: string) => ({ event: 'Looked', userId, messageId: `look-of-${userId}` })
  const { writeKey } = demoCredentials

  it.each<[string, string, (json: object) => Sent]>([
    ['the write key in the body', 'body-key', (json) => ({ body: JSON.stringify({ ...json, writeKey }) })],
    [
      'text/plain, as the browser beacon sends it',
      'beacon',
      (json) => ({
        body: JSON.stringify({ ...json, writeKey }),
        headers: { 'content-type': 'text/plain;charset=UTF-8' },
      }),
    ],
    [
      'gzip called application/x-www-form-urlencoded',
      'packed',
      (json) => ({
        body: new Uint8Array(gzipSync(JSON.stringify(json))),
        headers: { ...basic(writeKey), 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ],
    [
      'gzip said so in a header',
      'encoded',
      (json) => ({
        body: new Uint8Array(gzipSync(JSON.stringify(json))),
        headers: { ...withKey, 'content-encoding': 'gzip' },
      }),
    ],
  ])('is taken with %s', async (_, userId, dress) => {
    const response = await post('/v1/track', dress(call(userId)))
    expect([response.status, await response.json()]).toEqual([200, { success: true }])
    expect((await timelineOf(`external_id:${userId}`)).map(({ id }) => id)).toEqual([`look-of-${userId}`])
  })

  it('may come from any page: the browser is told so before and after', async () => {
    const preflight = await fetch(`${platform.apiUrl}/v1/t`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type')
    for (const headers of [withKey, { 'content-type': 'text/plain' }]) {
      const body = JSON.stringify(call('elsewhere'))
      const response = await post('/v1/t', { body, headers: { ...headers, origin: 'https://shop.example' } })
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
      // A library may be told to send cookies along; the browser then wants this as well.
      expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    }
  })
})

it('the unmodified Segment server library leads to one customer with the right orders', async () => {
  const analytics = new Analytics({ writeKey: demoCredentials.writeKey, host: platform.apiUrl, flushAt: 4 })
  const failures: unknown[] = []
  analytics.on('error', (error) => failures.push(error))
  const userId = 'sdk-ada'
  analytics.identify({ userId, traits: { email: 'Ada@Example.com', firstName: 'Ada' } })
  analytics.page({ anonymousId: 'sdk-cookie', name: 'Coffee' })
  analytics.track({
    userId,
    anonymousId: 'sdk-cookie',
    event: 'Order Completed',
    properties: { order_id: 'S-1', currency: 'GBP', products: [{ sku: 'BEANS', price: 12.5, quantity: 2 }] },
  })
  analytics.track({ userId, event: 'Order Completed', properties: { order_id: 'S-2', total: 4.99 } })
  analytics.track({ userId, event: 'Order Refunded', properties: { order_id: 'S-2', total: 1.0 } })
  await analytics.closeAndFlush()
  expect(failures).toEqual([])

  const [byEmail, ...others] = await customersWith('email:ada@example.com')
  expect(others).toEqual([])
  expect(await customersWith('cookie_id:sdk-cookie')).toEqual([byEmail])
  const customer = await platform.get<CustomerView>(`/v1/customers/${byEmail?.id}`)
  expect(customer.displayName).toBe('Ada')
  expect(customer.features.revenue).toEqual([{ amountMinor: 2899, currency: 'GBP' }])
  expect(
    new Map(customer.orders.map(({ orderId, amount, status }) => [orderId, [amount.amountMinor, status]])),
  ).toEqual(
    new Map([
      ['S-1', [2500, 'placed']],
      ['S-2', [399, 'partly-refunded']],
    ]),
  )
})

describe('a caller', () => {
  const body = JSON.stringify({ event: 'Looked', userId: 'stranger' })

  it.each([
    ['no key', {}, 'Send a write key'],
    ['an unknown key', basic('someone-elses'), 'The key is not known'],
    ['an empty key', basic(''), 'Send a write key'],
    ['credentials that are not base64', { authorization: 'Basic %%%' }, 'Send a write key'],
  ])('with %s is answered 401, and nothing is kept', async (_, headers, detail) => {
    const problem = await problemOf(await post('/v1/track', { body, headers }))
    expect([problem.code, problem.detail]).toEqual(['unauthenticated', detail])
    expect(await customersWith('external_id:stranger')).toEqual([])
  })

  it('with a write key may send and may not read', async () => {
    const authorization = `Bearer ${demoCredentials.writeKey}`
    for (const path of ['/v1/customers', '/v1/overview', '/v1/quarantine', '/v1/streaming/stream/status']) {
      const problem = await problemOf(await fetch(platform.apiUrl + path, { headers: { authorization } }))
      expect([path, problem.code]).toEqual([path, 'forbidden'])
    }
  })
})

describe('a request that is wrong as a whole', () => {
  it.each([
    ['not JSON', '/v1/track', '{"event":'],
    ['nothing', '/v1/track', ''],
    ['a list', '/v1/track', '[]'],
    ['a number', '/v1/batch', '1'],
    ['a batch that is no list', '/v1/batch', '{"batch":{}}'],
    ['JSON that is no UTF-8', '/v1/track', Uint8Array.from([0x22, 0xff, 0x22])],
    ['gzip that breaks off', '/v1/track', new Uint8Array(gzipSync('{}'.repeat(99)).subarray(0, 15))],
  ])('is answered 400: %s', async (_, path, body) => {
    const problem = await problemOf(await post(path, { body, headers: withKey }))
    expect(problem.code).toBe('malformed-request')
  })

  it.each([
    ['br', brotliCompressSync('{"event":"Looked","userId":"packed"}')],
    ['deflate', deflateSync('{"event":"Looked","userId":"packed"}')],
  ])('is answered 415 when it is packed as %s', async (packing, packed) => {
    const headers = { ...withKey, 'content-encoding': packing }
    for (const path of ['/v1/track', '/v1/pos/events']) {
      const problem = await problemOf(await post(path, { body: new Uint8Array(packed), headers }))
      expect([problem.code, problem.detail]).toEqual([
        'unsupported-media-type',
        `The body is packed with ${packing}: only gzip is taken`,
      ])
    }
  })

  const large = JSON.stringify({
    batch: Array(600).fill({ type: 'track', event: 'x'.repeat(1000), userId: 'big' }),
  })

  it.each([
    ['plain', { body: large, headers: withKey }],
    ['as a stream of unknown length', { body: new Blob([large]).stream(), headers: withKey, duplex: 'half' }],
    ['once unpacked', { body: new Uint8Array(gzipSync(large)), headers: withKey }],
  ])('is answered 413 when its body is over the limit: %s', async (_, init) => {
    const response = await fetch(`${platform.apiUrl}/v1/batch`, { method: 'POST', ...init })
    expect((await problemOf(response)).code).toBe('content-too-large')
    expect(await customersWith('external_id:big')).toEqual([])
  })
})

describe('an event over 32 KB', () => {
  const event = { type: 'track', event: 'Long', userId: 'wordy', properties: { text: 'ä'.repeat(17_000) } }

  it('alone is answered 413', async () => {
    const problem = await problemOf(
      await post('/v1/track', { body: JSON.stringify(event), headers: withKey }),
    )
    expect(problem.code).toBe('content-too-large')
  })

  it('in a batch is answered 413 by name, and the others are kept, named and visible', async () => {
    const batch = [
      { type: 'track', event: 'First', userId: 'brief', messageId: 'brief-1' },
      { ...event, messageId: 'long-1' },
      { type: 'track', userId: 'brief', messageId: 'brief-wrong' },
      { type: 'track', event: 'Last', userId: 'brief', messageId: 'brief-2' },
    ]
    const problem = await problemOf(
      await post('/v1/batch', { body: JSON.stringify({ batch }), headers: withKey }),
    )
    expect(problem).toMatchObject({
      code: 'content-too-large',
      errors: [{ pointer: '/batch/1', messageId: 'long-1', status: 413 }],
      accepted: ['brief-1', 'brief-2'],
    })
    expect((await timelineOf('external_id:brief')).map(({ id }) => id).sort()).toEqual(['brief-1', 'brief-2'])
    expect(await customersWith('external_id:wordy')).toEqual([])
    expect((await quarantined()).map(({ bytes }) => bytes)).toContain(JSON.stringify(batch[2]))
  })
})

describe('a wrong call', () => {
  it('alone is answered 422 with a pointer to each wrong field, and kept', async () => {
    const body = JSON.stringify({ properties: [], timestamp: 'yesterday' })
    const problem = await problemOf(await post('/v1/track', { body, headers: withKey }))
    expect(problem.code).toBe('invalid-content')
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/event',
      '/properties',
      '/timestamp',
      '/userId',
    ])
    expect(problem.detail).toMatch(/; it is kept in quarantine$/)
    expect((await quarantined()).filter(({ bytes }) => bytes.includes(body))).toHaveLength(1)
  })

  it('in a batch is kept in quarantine with its bytes, and the others go on', async () => {
    const wrong = {
      type: 'track',
      event: 'Order Completed',
      userId: 'q',
      properties: { total: '1,5' },
      extra: '☕',
    }
    const batch = [wrong, 'not a call', { type: 'track', event: 'Fine', userId: 'quarantine-neighbour' }]
    const response = await post('/v1/batch', { body: JSON.stringify({ batch }), headers: withKey })
    expect([response.status, await response.json()]).toMatchObject([
      200,
      {
        success: true,
        quarantined: [
          { index: 0, code: 'invalid-order' },
          { index: 1, code: 'invalid-call' },
        ],
      },
    ])
    expect(await timelineOf('external_id:quarantine-neighbour')).toHaveLength(1)
    const kept = await quarantined()
    const found = (value: unknown) => kept.find(({ bytes }) => bytes === JSON.stringify(value))
    expect(found(wrong)).toMatchObject({ source: 'tracking/web', reason: 'invalid-order' })
    expect(found(wrong)?.detail).toContain('/properties/order_id')
    expect(found('not a call')).toMatchObject({ reason: 'invalid-call' })
  })
})

describe('the same message id', () => {
  const first = {
    type: 'track',
    event: 'Paid',
    userId: 'repeater',
    messageId: 'once',
    properties: { till: 1 },
  }
  const send = (call: object) =>
    post('/v1/batch', { body: JSON.stringify({ batch: [call] }), headers: withKey })

  it('with the same content is one event, however often it comes', async () => {
    for (let time = 0; time < 3; time += 1) expect((await send(first)).status).toBe(200)
    await Promise.all(Array.from({ length: 5 }, () => send(first)))
    expect(await timelineOf('external_id:repeater')).toHaveLength(1)
  })

  it('with other content is kept in quarantine, once', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect((await send({ ...first, properties: { till: 2 } })).status).toBe(200)
    }
    const items = await timelineOf('external_id:repeater')
    expect(items.map(({ properties }) => properties)).toEqual([{ till: 1 }])
    const conflicts = (await quarantined()).filter(({ reason }) => reason === 'event-id-conflict')
    expect(conflicts).toHaveLength(1)
    expect(conflicts[0]?.bytes).toContain('"till":2')
  })
})

it('of a browser with Global Privacy Control refuses sale and profiling, for as long as the shop does not say otherwise', async () => {
  const view = async (userId: string, headers: Record<string, string>) => {
    const body = JSON.stringify({
      ...{
        messageId: `gpc-${userId}`,
        userId,
        context: { consent: { categoryPreferences: { Advertising: true } } },
      },
    })
    expect((await post('/v1/page', { headers: { ...withKey, ...headers }, body })).status).toBe(200)
    await platform.settled()
    const [customer] = await customersWith(`external_id:${userId}`)
    const { history } = await platform.get<ConsentHistory>(`/v1/customers/${customer?.id}/consents`)
    return history.map(({ purpose, isGranted, signal }) => `${purpose} ${isGranted} ${signal}`).sort()
  }
  const refused = ['profiling false global-privacy-control', 'sale-of-data false global-privacy-control']
  expect(await view('with-signal', { 'sec-gpc': '1' })).toEqual(refused)
  expect(await view('without-signal', { 'sec-gpc': '0' })).toEqual(['profiling true null'])
  const [owner] = await signIn(await platform.database(), [{ tenantId: 'demo', role: 'owner' }])
  const set = (isPrivacySignalIgnored: boolean) =>
    fetch(`${platform.apiUrl}/v1/tenant`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${owner?.token}` },
      body: JSON.stringify({ isPrivacySignalIgnored }),
    })
  expect(await (await set(true)).json()).toMatchObject({ isPrivacySignalIgnored: true })
  expect(await view('ignored-signal', { 'sec-gpc': '1' })).toEqual(['profiling true null'])
  expect((await set(false)).status).toBe(200)
})

it('nothing that was accepted is missing from the counts', async () => {
  const status = await platform.settled()
  expect(status.quarantined).toBe((await quarantined()).length)
})
