import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type {
  ConnectableSourceList,
  ConnectionList,
  ConnectionTest,
  ConnectionView,
  ConnectionWithSecret,
  DeliveryDetail,
  DeliveryList,
  Replay,
} from '#shared/contracts/connections.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { type Problem, problemSchema } from '#shared/contracts/problems.ts'
import type { QuarantineList } from '#shared/contracts/quarantine.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { staffCalls } from '#tests/support/staff-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'other-tenants-key'
const vendorSecret = 'the secret that the vendor shows'
const at = '/v1/connections/shopify/shop'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', otherKey)
})
afterAll(() => platform?.remove())

const { call, send } = staffCalls(() => platform)

async function problemOf(method: string, path: string, body?: unknown): Promise<Problem> {
  return problemSchema.parse(await (await call(method, path, body)).json())
}

function orderOf(id: number, parts: object = {}): object {
  return {
    id,
    created_at: '2026-11-01T10:00:00Z',
    updated_at: '2026-11-01T10:00:00Z',
    currency: 'GBP',
    total_price: '12.50',
    email: `buyer${id}@example.com`,
    line_items: [],
    ...parts,
  }
}

async function deliver(
  order: object | string,
  { secret = vendorSecret, connectionId = 'shop', topic = 'orders/create' } = {},
): Promise<Response> {
  const text = typeof order === 'string' ? order : JSON.stringify(order)
  const body = Uint8Array.from(new TextEncoder().encode(text))
  const headers = {
    ...(await signShopify(body, secret)),
    'content-type': 'application/json',
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': 'delivery-1',
    cookie: 'session=secret',
  }
  return fetch(`${platform.apiUrl}/webhooks/shopify/${connectionId}`, { method: 'POST', body, headers })
}

/** The log is written after the answer; waits until it has so many. */
async function deliveries(count: number, query = ''): Promise<DeliveryList['deliveries']> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const list = await platform.get<DeliveryList>(`${at}/deliveries${query}`)
    if (list.deliveries.length >= count) return list.deliveries
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`there are not ${count} deliveries`)
}

const inQuarantine = async () => (await platform.get<QuarantineList>('/v1/quarantine')).events

it('tells what can be connected', async () => {
  const { sources } = await platform.get<ConnectableSourceList>('/v1/sources')
  expect(sources.map(({ source }) => source).sort()).toEqual([...webhookSources.keys(), 'tracking'].sort())
  expect(sources.find(({ source }) => source === 'shopify')).toMatchObject({
    title: 'Shopify',
    secretOrigin: 'vendor',
    webhookUrl: expect.stringMatching(/^http.*\/webhooks\/shopify\/\{connectionId\}$/),
  })
})

it('has a demo connection for each source', async () => {
  const { connections } = await platform.get<ConnectionList>('/v1/connections')
  expect(connections.map(({ source, connectionId }) => `${source}/${connectionId}`)).toEqual(
    [...webhookSources.keys()].sort().map((source) => `${source}/demo`),
  )
  expect(connections.every(({ isDemo, health }) => isDemo && health.state === 'never-seen')).toBe(true)
})

describe('making a connection', () => {
  it('seals the secret and never shows it', async () => {
    const made = await send<ConnectionWithSecret>('POST', '/v1/connections', {
      source: 'shopify',
      connectionId: 'shop',
      label: ' Main shop ',
      secret: vendorSecret,
    })
    expect(made.secret).toBeNull()
    expect(made.connection).toMatchObject({
      label: 'Main shop',
      status: 'active',
      isDemo: false,
      hasCredentials: false,
      webhookUrl: expect.stringMatching(/\/webhooks\/shopify\/shop$/),
    })
    const database = await platform.database()
    const stored = await database
      .prepare('select * from connection where connection_id = ?')
      .bind('shop')
      .first()
    expect(JSON.stringify(stored)).not.toContain(vendorSecret)
    expect(JSON.stringify(made)).not.toContain('sealed')
  })

  it.each<[string, object, number, string | undefined]>([
    ['an unknown source', { source: 'etsy' }, 422, '/source'],
    ['no secret, where the vendor makes it', { source: 'shopify' }, 422, '/secret'],
    [
      'an id with a slash',
      { source: 'shopify', connectionId: 'a/b', secret: vendorSecret },
      422,
      '/connectionId',
    ],
    [
      'an id that is taken',
      { source: 'shopify', connectionId: 'shop', secret: vendorSecret },
      409,
      undefined,
    ],
    ['a short secret', { source: 'shopify', secret: 'x' }, 422, '/secret'],
  ])('refuses %s', async (_, body, status, pointer) => {
    const problem = await problemOf('POST', '/v1/connections', body)
    expect([problem.status, problem.errors?.[0]?.pointer]).toEqual([status, pointer])
  })

  it("is nobody else's business", async () => {
    for (const [method, path, body] of [
      ['GET', at],
      ['PATCH', at, { label: 'Mine' }],
      ['POST', `${at}/pause`],
      ['POST', `${at}/resume`],
      ['POST', `${at}/secret`, { secret: 'another secret' }],
      ['POST', `${at}/test`],
      ['DELETE', at],
      ['GET', `${at}/deliveries`],
      ['GET', `${at}/backfills`],
      ['POST', `${at}/backfills`, {}],
      ['POST', `${at}/backfills/bkf_1/cancel`],
    ] as const) {
      expect([method, path, (await call(method, path, body, otherKey)).status]).toEqual([method, path, 404])
    }
    const answer = await call('GET', '/v1/connections', undefined, otherKey)
    expect(await answer.json()).toEqual({ connections: [] })
  })
})

describe('the log of deliveries', () => {
  it('has every delivery with its verdict', async () => {
    const answers = [
      await deliver(orderOf(1)),
      await deliver(orderOf(1)),
      await deliver(orderOf(2, { currency: 'XXQ' })),
      await deliver('{"id":', {}),
      await deliver(orderOf(3), { secret: 'a wrong secret' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 401])
    const logged = await deliveries(5)
    expect(logged.map(({ verdict, reason }) => [verdict, reason])).toEqual([
      ['refused', 'bad-signature'],
      ['malformed', 'malformed-body'],
      ['quarantined', 'invalid-order'],
      ['duplicate', null],
      ['accepted', null],
    ])
    expect(logged.at(-1)).toMatchObject({
      source: 'shopify',
      connectionId: 'shop',
      topic: 'orders/create',
      deliveryId: 'delivery-1',
      contentType: 'application/json',
      acceptedCount: 1,
      byteCount: JSON.stringify(orderOf(1)).length,
    })
    expect(await deliveries(1, '?verdict=refused')).toHaveLength(1)
  })

  it('pages through them', async () => {
    const first = await platform.get<DeliveryList>(`${at}/deliveries?limit=3`)
    const second = await platform.get<DeliveryList>(`${at}/deliveries?limit=3&cursor=${first.nextCursor}`)
    expect([first.deliveries.length, second.deliveries.length, second.nextCursor]).toEqual([3, 2, null])
  })

  it('shows what was sent, without secrets, and the event and customer that it turned into', async () => {
    await platform.settled()
    const accepted = (await deliveries(1, '?verdict=accepted'))[0]
    const detail = await platform.get<DeliveryDetail>(`/v1/deliveries/${accepted?.id}`)
    const { customers } = await platform.get<CustomerList>(
      '/v1/customers?identifier=email:buyer1@example.com',
    )
    expect(detail.request).toMatchObject({ method: 'POST', body: JSON.stringify(orderOf(1)) })
    expect(Object.keys(detail.request?.headers ?? {})).toEqual(
      expect.arrayContaining(['x-shopify-topic', 'content-type']),
    )
    expect(JSON.stringify(detail.request?.headers)).not.toMatch(/session=secret|hmac/)
    expect(detail.events).toMatchObject([
      {
        place: 'timeline',
        customerId: customers[0]?.id,
        event: { source: 'shopify/shop', order: { orderId: '1' } },
      },
    ])
    expect(detail.isReplayable).toBe(true)
  })

  it('keeps nothing of what was refused', async () => {
    const refused = (await deliveries(1, '?verdict=refused'))[0]
    const detail = await platform.get<DeliveryDetail>(`/v1/deliveries/${refused?.id}`)
    expect([detail.request, detail.events, detail.isReplayable]).toEqual([null, [], false])
    expect((await call('POST', `/v1/deliveries/${refused?.id}/replay`)).status).toBe(409)
  })

  it("shows no other tenant's", async () => {
    const [delivery] = await deliveries(1)
    for (const [method, path] of [
      ['GET', `/v1/deliveries/${delivery?.id}`],
      ['POST', `/v1/deliveries/${delivery?.id}/replay`],
    ] as const) {
      expect((await call(method, path, undefined, otherKey)).status).toBe(404)
    }
  })

  it('counts into the health of the connection', async () => {
    const { health } = await platform.get<ConnectionView>(at)
    expect(health).toMatchObject({
      state: 'failing',
      lastVerdict: 'refused',
      lastHour: { deliveryCount: 5, errorCount: 3, errorRate: 0.6 },
      lastDay: { deliveryCount: 5 },
      isCapped: false,
    })
    expect(health.medianLagMs).toBeGreaterThan(0)
    const test = await send<ConnectionTest>('POST', `${at}/test`)
    expect(test.isPassed).toBe(false)
    expect(test.checks.map(({ outcome }) => outcome)).toEqual(['passed', 'skipped', 'failed'])
  })
})

describe('a replay', () => {
  it('of an accepted delivery changes nothing', async () => {
    const accepted = (await deliveries(1, '?verdict=accepted'))[0]
    const replay = await send<Replay>('POST', `/v1/deliveries/${accepted?.id}/replay`)
    expect(replay).toEqual({ accepted: 0, duplicate: 1, quarantined: 0, problems: [] })
  })

  it('of a record in quarantine that still cannot be mapped leaves it there', async () => {
    await platform.settled()
    const quarantined = (await inQuarantine()).find(({ reason }) => reason === 'invalid-order')
    const replay = await send<Replay>('POST', `/v1/quarantine/${quarantined?.id}/replay`)
    expect(replay).toMatchObject({ accepted: 0, quarantined: 1, problems: [{ reason: 'invalid-order' }] })
    expect((await inQuarantine()).map(({ reason }) => reason)).toEqual(['malformed-body', 'invalid-order'])
    expect((await call('POST', `/v1/quarantine/${quarantined?.id}/replay`, undefined, otherKey)).status).toBe(
      404,
    )
  })

  it.each([
    ['', 4, '', 2],
    [', longer than is logged,', 8, 'x'.repeat(40_000), 3],
  ])(
    'of one that can be mapped now%s takes its event, and it leaves quarantine',
    async (_, number, note, count) => {
      // As if the code had not known the topic when it came.
      expect((await deliver(orderOf(number, { note }), { topic: 'orders/unheard-of' })).status).toBe(200)
      const logged = (await deliveries(count, '?verdict=quarantined'))[0]
      await platform.settled()
      const database = await platform.database()
      await database
        .prepare(
          "update connection_logs set body = replace(body, 'orders/unheard-of', 'orders/create') where log_id = ?",
        )
        .bind(logged?.id)
        .run()
      const [newest] = await inQuarantine()
      expect(await send<Replay>('POST', `/v1/quarantine/${newest?.id}/replay`)).toMatchObject({
        accepted: 1,
        quarantined: 0,
      })
      await platform.settled()
      const at = `/v1/customers?identifier=email:buyer${number}@example.com`
      const found = await platform.get<CustomerList>(at)
      expect(found.customers).toHaveLength(1)
      expect((await inQuarantine()).map(({ id }) => id)).not.toContain(newest?.id)
      expect((await call('POST', `/v1/quarantine/${newest?.id}/replay`)).status).toBe(404)
    },
  )

  it('of a tracking call in quarantine reads it again', async () => {
    const response = await platform.track('batch', { batch: [{ type: 'track', userId: 'u-1' }] })
    expect(response.status).toBe(200)
    await platform.settled()
    const call_ = (await inQuarantine()).find(({ source }) => source.startsWith('tracking/'))
    const replay = await send<Replay>('POST', `/v1/quarantine/${call_?.id}/replay`)
    expect(replay.problems).toMatchObject([{ reason: 'invalid-call' }])
  })
})

describe('pausing', () => {
  it('answers 503 until it is resumed, at once', async () => {
    expect(await send<ConnectionView>('POST', `${at}/pause`)).toMatchObject({
      status: 'paused',
      health: { state: 'paused' },
    })
    const paused = await deliver(orderOf(5))
    expect([paused.status, paused.headers.get('retry-after')]).toEqual([503, '300'])
    await send<ConnectionView>('POST', `${at}/resume`)
    expect((await deliver(orderOf(5))).status).toBe(200)
    expect((await deliveries(1, '?verdict=failed'))[0]).toMatchObject({ reason: 'paused-connection' })
  })
})

describe('another secret', () => {
  it('is taken at once, and the old one for as long as was said', async () => {
    const other = 'the second secret of the vendor'
    const rotated = await send<ConnectionWithSecret>('POST', `${at}/secret`, {
      secret: other,
      keepOldHours: 1,
    })
    expect(rotated.secret).toBeNull()
    expect(Date.parse(rotated.connection.oldSecretUntil ?? '')).toBeGreaterThan(Date.now() + 3_500_000)
    const both = [await deliver(orderOf(6), { secret: other }), await deliver(orderOf(7))]
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    await send<ConnectionWithSecret>('POST', `${at}/secret`, { secret: 'a third secret', keepOldHours: 0 })
    expect((await deliver(orderOf(8), { secret: other })).status).toBe(401)
    expect((await deliver(orderOf(8), { secret: 'a third secret' })).status).toBe(200)
  })

  it('has to be given where the vendor makes it', async () => {
    expect((await problemOf('POST', `${at}/secret`, {})).errors?.[0]?.pointer).toBe('/secret')
  })
})

it('changes of label, settings and credentials are kept, credentials unseen', async () => {
  const changed = await send<ConnectionView>('PATCH', at, { label: 'Renamed', settings: {} })
  expect(changed).toMatchObject({ label: 'Renamed', settings: {}, hasCredentials: false })
})

it('erasure takes what the person sent out of the log', async () => {
  const body = () =>
    platform
      .database()
      .then((database) =>
        database
          .prepare("select count(*) as n from connection_logs where body like '%buyer1@%'")
          .first<{ n: number }>(),
      )
  expect((await body())?.n).toBeGreaterThan(0)
  const erasure = await send<{ requestId: string; receipt: { store: string; forgotten: number }[] }>(
    'POST',
    '/v1/privacy/erasures',
    { identifier: 'email:buyer1@example.com' },
  )
  expect(erasure.receipt.find(({ store }) => store === 'delivery log')?.forgotten).toBeGreaterThan(0)
  expect((await body())?.n).toBe(0)
})

it('what is a week old leaves the log', async () => {
  const database = await platform.database()
  // Others may be written at any moment: a delivery is noted a little after its answer.
  const oldCount = async () =>
    (
      await database
        .prepare("select count(*) as n from connection_logs where log_id < 'dlv_000000001'")
        .first<{ n: number }>()
    )?.n
  // Ids begin with the moment; this one is of 1970.
  await database
    .prepare(
      "update connection_logs set log_id = 'dlv_000000000' || substr(log_id, 14) where rowid = (select min(rowid) from connection_logs)",
    )
    .run()
  expect(await oldCount()).toBe(1)
  await platform.runSchedule()
  expect(await oldCount()).toBe(0)
})

it('a deleted connection is gone', async () => {
  await send('DELETE', at)
  expect((await deliver(orderOf(9), { secret: 'a third secret' })).status).toBe(404)
  expect((await call('GET', at)).status).toBe(404)
})
