import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { DeliveryDetail, DeliveryList } from '#shared/contracts/connections.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import { type PosAnswer, posAnswerSchema } from '#shared/contracts/pos.ts'
import { type Problem, problemSchema } from '#shared/contracts/problems.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const withApiKey = { authorization: `Bearer ${demoCredentials.apiKey}` }
const basic = (userName: string) => ({ authorization: `Basic ${btoa(`${userName}:`)}` })

function post(body: unknown, headers: Record<string, string> = withApiKey): Promise<Response> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  return fetch(`${platform.apiUrl}/v1/pos/events`, {
    method: 'POST',
    body: bytes as BodyInit,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

async function taken(body: unknown, headers?: Record<string, string>): Promise<PosAnswer> {
  const response = await post(body, headers)
  expect(response.status).toBe(200)
  return posAnswerSchema.parse(await response.json())
}

async function refused(response: Response): Promise<Problem> {
  const problem = problemSchema.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

async function customerWith(identifier: string): Promise<CustomerView> {
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  expect(customers).toHaveLength(1)
  return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
}

async function quarantinedBytes(): Promise<string[]> {
  await platform.settled()
  const { events } = await platform.get<QuarantineList>('/v1/quarantine?limit=200')
  return events.map(({ bytes }) => bytes)
}

function newSale(parts: object = {}): object {
  return {
    kind: 'sale',
    eventId: 'sale-1',
    storeId: 'soho',
    billNumber: '1',
    occurredAt: '2026-11-20T10:00:00Z',
    currency: 'GBP',
    total: '12.50',
    lines: [{ productId: 'TEA', name: 'Tea', quantity: 1, unitPrice: '12.50' }],
    ...parts,
  }
}

it('a day of a till that was offline, newest first and twice, leads to the right orders of one customer', async () => {
  const at = (time: string) => ({ storeId: 'soho', occurredAt: `2026-11-19T${time}:00Z` })
  const queue = [
    { kind: 'void', eventId: 'd-5', ...at('12:00'), billNumber: '73' },
    { kind: 'sale', eventId: 'd-4', ...at('11:00'), billNumber: '73', total: '9.99' },
    {
      kind: 'return',
      eventId: 'd-3',
      ...at('10:30'),
      billNumber: 'R1',
      originalBillNumber: '71',
      total: '2.50',
    },
    {
      kind: 'bill',
      eventId: 'd-2',
      ...at('10:05'),
      billNumber: '71',
      customer: { phone: '07700 900123', loyaltyId: '6331 0000 0071' },
    },
    newSale({ eventId: 'd-1', ...at('10:00'), billNumber: '71', customer: { loyaltyId: '633100000071' } }),
  ]
  const request = { sentAt: new Date().toISOString(), events: queue }
  expect(await taken(request)).toEqual({ accepted: 5, duplicate: 0, rejected: [] })
  expect(await taken(request)).toEqual({ accepted: 0, duplicate: 5, rejected: [] })
  for (const event of queue) expect(await taken(event)).toEqual({ accepted: 0, duplicate: 1, rejected: [] })

  const customer = await customerWith('phone:+447700900123')
  expect(customer.orders).toMatchObject([
    { orderId: 'soho/71', status: 'partly-refunded', amount: { amountMinor: 1000, currency: 'GBP' } },
  ])
  expect((await customerWith('pos_bill:soho:71')).id).toBe(customer.id)
  expect((await customerWith('pos_bill:soho:73')).orders).toMatchObject([
    { orderId: 'soho/73', status: 'cancelled', amount: { amountMinor: 0 } },
  ])
})

it('a sale in quarantine can be read again, with the sending that tells how wrong its clock was', async () => {
  const sentAt = new Date().toISOString()
  const wrong = { ...newSale({ eventId: 'no-total' }), total: undefined }
  expect(await taken({ sentAt, events: [wrong] })).toMatchObject({ accepted: 0, rejected: [{ index: 0 }] })
  await platform.settled()
  const { events } = await platform.get<QuarantineList>('/v1/quarantine?limit=200')
  const kept = events.find(({ bytes }) => bytes.includes('no-total'))
  expect(JSON.parse(kept?.bytes ?? '')).toEqual({ sentAt, events: [JSON.parse(JSON.stringify(wrong))] })
  const replay = await fetch(`${platform.apiUrl}/v1/quarantine/${kept?.id}/replay`, {
    method: 'POST',
    headers: withApiKey,
  })
  expect([replay.status, await replay.json()]).toMatchObject([
    200,
    { accepted: 0, quarantined: 1, problems: [{ reason: 'invalid-order' }] },
  ])
})

describe('a POS server that signs with the Standard Webhooks library', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const deliver = (
    body: string | Uint8Array<ArrayBuffer>,
    sentAt: Date,
    signedBody = String(body),
    packing?: string,
  ) => {
    const id = `msg_${body.length}`
    return fetch(`${platform.apiUrl}/webhooks/pos/till-server`, {
      method: 'POST',
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, sentAt, signedBody),
        ...(packing !== undefined && { 'content-encoding': packing }),
      },
    })
  }

  beforeAll(async () => {
    const database = await platform.database()
    await database
      .prepare(
        `insert into connection (source, connection_id, tenant_id, secrets, is_demo, created_at)
         values ('pos', 'till-server', ?, ?, 1, 0)`,
      )
      .bind(demoTenantId, JSON.stringify([secret]))
      .run()
  })

  it('is taken, once', async () => {
    const customer = { phone: '07700 900321' }
    const body = JSON.stringify(newSale({ eventId: 'signed', billNumber: 's-1', customer }))
    for (const counts of [
      { accepted: 1, duplicate: 0 },
      { accepted: 0, duplicate: 1 },
    ]) {
      const response = await deliver(body, new Date())
      expect([response.status, await response.json()]).toMatchObject([200, counts])
    }
    expect((await customerWith('phone:+447700900321')).orders).toMatchObject([
      { orderId: 'soho/s-1', amount: { amountMinor: 1250 } },
    ])
  })

  it('is refused when it is late, or other bytes were signed', async () => {
    const body = JSON.stringify(newSale({ eventId: 'late' }))
    const late = await refused(await deliver(body, new Date(Date.now() - 360_000)))
    expect([late.status, late.detail]).toEqual([401, 'stale-timestamp'])
    const forged = await refused(await deliver(body, new Date(), `${body} `))
    expect([forged.status, forged.detail]).toEqual([401, 'bad-signature'])
  })

  it('is told which packing is read when it packs otherwise, and leaves nothing in quarantine', async () => {
    const body = JSON.stringify(newSale({ eventId: 'packed-till', billNumber: 's-2' }))
    const pack = { br: brotliCompressSync, deflate: deflateSync }
    for (const [packing, packed] of Object.entries(pack)) {
      const problem = await refused(await deliver(new Uint8Array(packed(body)), new Date(), body, packing))
      expect([problem.code, problem.detail]).toEqual([
        'unsupported-media-type',
        `The body is packed with ${packing}: only gzip is taken`,
      ])
    }
    const gzip = await deliver(new Uint8Array(gzipSync(body)), new Date(), body, 'gzip')
    expect(await gzip.json()).toMatchObject({ accepted: 1 })
    // Not all that is called packed is.
    const plain = await deliver(body, new Date(), body, 'br')
    expect(await plain.json()).toMatchObject({ accepted: 0, duplicate: 1 })

    const before = await quarantinedBytes()
    const bySecret = await showSecret('demo-rest-secret', new Uint8Array(brotliCompressSync('{"id":1}')))
    expect((await refused(bySecret)).code).toBe('unsupported-media-type')
    expect(await quarantinedBytes()).toEqual(before)
  })

  it('hears that its secret is wrong or its signature missing, whatever its body is called', async () => {
    const body = JSON.stringify(newSale({ eventId: 'not-signed' }))
    const packed = new Uint8Array(brotliCompressSync(body))
    const reasonOf = async (sent: Promise<Response>) => {
      const { status, detail } = await refused(await sent)
      return [status, detail]
    }
    // Only called packed, and wrongly signed.
    expect(await reasonOf(deliver(body, new Date(), `${body} `, 'br'))).toEqual([401, 'bad-signature'])
    const bare = { method: 'POST', body: packed, headers: { 'content-encoding': 'br' } }
    expect(await reasonOf(fetch(`${platform.apiUrl}/webhooks/pos/till-server`, bare))).toEqual([
      401,
      'missing-signature',
    ])
    expect(await reasonOf(showSecret('not the secret', packed))).toEqual([401, 'bad-signature'])
    expect(await reasonOf(fetch(`${platform.apiUrl}/webhooks/rest/demo`, bare))).toEqual([
      401,
      'missing-signature',
    ])
  })

  it('finds in quarantine, byte for byte, what is broken and only called packed', async () => {
    const broken = '{"kind":"sale","eventId":"broken-and-called-packed",'
    for (const sent of [
      deliver(broken, new Date(), broken, 'br'),
      showSecret('demo-rest-secret', `${broken} `),
    ]) {
      const response = await sent
      expect([response.status, await response.json()]).toMatchObject([200, { quarantined: 1 }])
    }
    expect(await quarantinedBytes()).toEqual(expect.arrayContaining([broken, `${broken} `]))
  })

  it('leaves nothing of a packed body in the log of deliveries, paused or not', async () => {
    const packed = new Uint8Array(brotliCompressSync('{"id":1,"email":"ada@example.com"}'))
    const act = (name: string) =>
      platform
        .api(`/v1/connections/rest/demo/${name}`, { method: 'POST' })
        .then(({ ok }) => expect(ok).toBe(true))
    const logged = async () => {
      const { deliveries } = await platform.get<DeliveryList>(
        '/v1/connections/rest/demo/deliveries?limit=200',
      )
      return deliveries.filter(({ byteCount }) => byteCount === packed.byteLength)
    }
    expect((await refused(await showSecret('demo-rest-secret', packed))).code).toBe('unsupported-media-type')
    await act('pause')
    expect((await refused(await showSecret('demo-rest-secret', packed))).code).toBe('unsupported-media-type')
    await act('resume')
    await expect.poll(async () => (await logged()).length, { timeout: 60_000 }).toBe(2)
    for (const { id, verdict, reason } of await logged()) {
      const { request } = await platform.get<DeliveryDetail>(`/v1/deliveries/${id}`)
      expect([verdict, reason, request]).toEqual(['refused', 'unreadable-body', null])
    }
  })

  /** A delivery that is called packed, to the connection of a system that can only show its secret. */
  function showSecret(given: string, body: string | Uint8Array<ArrayBuffer>): Promise<Response> {
    return fetch(`${platform.apiUrl}/webhooks/rest/demo`, {
      method: 'POST',
      body,
      headers: { 'x-webhook-secret': given, 'content-encoding': 'br' },
    })
  }
})

describe('a call', () => {
  it.each<[string, Record<string, string>]>([
    ['an API key as Bearer', withApiKey],
    ['an API key as Basic', basic(demoCredentials.apiKey)],
    ['a write key as Bearer', { authorization: `bearer ${demoCredentials.writeKey}` }],
    ['a write key as Basic', basic(demoCredentials.writeKey)],
  ])('is taken with %s', async (name, headers) => {
    expect(await taken(newSale({ eventId: name, billNumber: name }), headers)).toMatchObject({ accepted: 1 })
  })

  it('is taken as gzip', async () => {
    const packed = new Uint8Array(gzipSync(JSON.stringify(newSale({ eventId: 'packed', billNumber: 'p' }))))
    expect(await taken(packed)).toMatchObject({ accepted: 1 })
  })

  it.each<[string, Record<string, string>]>([
    ['no key', { authorization: '' }],
    ['an unknown key', { authorization: 'Bearer somebody-elses' }],
    ['an empty key', basic('')],
  ])('with %s is refused before its body is read', async (_, headers) => {
    const problem = await refused(await post('{"kind":', headers))
    expect([problem.status, problem.code]).toEqual([401, 'unauthenticated'])
  })

  it.each<[string, string, number, string]>([
    ['that is not JSON', '{"kind":', 400, 'malformed-request'],
    ['that is a list', '[]', 400, 'malformed-request'],
    ['whose events are none', '{"events":{}}', 400, 'malformed-request'],
    ['of too many bytes', ' '.repeat(512_001), 413, 'content-too-large'],
    ['of too many events', `{"events":[${'1,'.repeat(1_000)}1]}`, 400, 'malformed-request'],
  ])('%s is refused', async (_, body, status, code) => {
    const problem = await refused(await post(body))
    expect([problem.status, problem.code]).toEqual([status, code])
  })

  it('without events does nothing', async () => {
    expect(await taken({ events: [] })).toEqual({ accepted: 0, duplicate: 0, rejected: [] })
  })
})

describe('a wrong event', () => {
  it('alone is answered 422 with its fields, and kept', async () => {
    const wrong = newSale({ eventId: 'wrong-1', total: '12,50', occurredAt: '2026-11-20T10:00:00Z' })
    const problem = await refused(await post(wrong))
    expect(problem).toMatchObject({
      status: 422,
      code: 'invalid-content',
      errors: [{ pointer: '/total', detail: 'is not an amount' }],
    })
    expect(await quarantinedBytes()).toContain(JSON.stringify(wrong))
  })

  it('in a batch is named with its place and kept, and the others are taken', async () => {
    const wrong = newSale({ eventId: 'wrong-2', lines: [{ quantity: 1 }] })
    const events = [newSale({ eventId: 'right-1', billNumber: 'r1' }), wrong, 'nonsense']
    const answer = await taken({ events })
    expect(answer).toMatchObject({
      accepted: 1,
      duplicate: 0,
      rejected: [
        { index: 1, eventId: 'wrong-2', code: 'invalid-order' },
        { index: 2, eventId: null, code: 'invalid-record' },
      ],
    })
    expect(answer.rejected[0]?.errors.map(({ pointer }) => pointer)).toEqual([
      '/lines/0/productId',
      '/lines/0/amount',
    ])
    expect(await quarantinedBytes()).toEqual(expect.arrayContaining([JSON.stringify(wrong), '"nonsense"']))
  })
})
