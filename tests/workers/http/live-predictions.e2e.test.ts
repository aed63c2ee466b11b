import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import type { Permission } from '#shared/access/permissions.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import {
  type AnyLiveMessage,
  anyLiveMessageSchema,
  type LivePredictionMessage,
} from '#shared/contracts/streaming.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import { addKey } from '#tests/support/callers.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let client: PatronClient
let ada: string
const nowMs = Date.now()

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: platform.apiUrl,
    token: demoCredentials.apiKey,
  })
  for (const name of ['ada', 'bob']) {
    await platform.track('identify', { userId: name, traits: { name, email: `${name}@people.example` } })
  }
  await platform.settled()
  const found = await good(client.listCustomers({ identifier: 'external_id:ada' }))
  ada = found.customers[0]?.id ?? ''
})
afterAll(() => platform?.remove())

async function run(text: string, ...values: unknown[]): Promise<void> {
  const database = await platform.database()
  await database
    .prepare(text)
    .bind(...values)
    .run()
}

/** What the feed has kept, as somebody hears who connects again. */
async function told(key: string = demoCredentials.apiKey): Promise<AnyLiveMessage[]> {
  const { webSocket } = await platform.miniflare.dispatchFetch('http://patron.test/v1/live?since=0', {
    // Which kinds are heard is the Worker's to say, whatever the caller writes.
    headers: {
      upgrade: 'websocket',
      authorization: `Bearer ${key}`,
      'x-patron-kinds': 'events predictions forecast-alerts',
    },
  })
  if (webSocket === null) throw new Error('there is no socket')
  const messages: AnyLiveMessage[] = []
  const isQuiet = new Promise<void>((resolve) => {
    webSocket.addEventListener('message', ({ data }) => {
      if (data === 'pong') resolve()
      else messages.push(anyLiveMessageSchema.parse(JSON.parse(String(data))))
    })
  })
  webSocket.accept()
  webSocket.send('ping')
  await isQuiet
  webSocket.close()
  return messages
}

async function toldPredictions(): Promise<LivePredictionMessage[]> {
  return (await told()).filter((message) => message.kind === 'predictions')
}

describe('what predictions of customers changed', () => {
  it('is told by the live feed once, in the fields that clients know', async () => {
    await run(
      `insert into segment_movement (tenant_id, movement_id, customer_id, kind, previous_segment, new_segment,
         segmentation_score, reason_codes, confidence, model_version, moved_at, is_published)
       values ('demo', 'mov_1', ?, 'rfm', 'Lost', 'Champions', 0.9, '["recency-rose"]', 0.8, 'rfm-1', ?, 0)`,
      ada,
      nowMs,
    )
    await run(
      `insert into consumption_event (tenant_id, event_id, customer_id, product_id, product_name, expected_at, confidence,
         prediction_type, factors, is_alert, predicted_at, is_published)
       values ('demo', 'con_1', ?, 'MILK-1', 'Milk', ?, 0.7, 'seasonal', '["bought 6 times"]', 1, ?, 0)`,
      ada,
      Date.parse('2026-11-21T00:30:00Z'),
      nowMs,
    )
    await platform.runSchedule()
    const expected = {
      kind: 'predictions',
      segmentUpdates: [
        {
          id: 'mov_1',
          segmentKind: 'rfm',
          customerId: ada,
          previousSegment: 'Lost',
          newSegment: 'Champions',
          segmentationScore: 0.9,
          reasonCodes: ['recency-rose'],
          timestamp: new Date(nowMs).toISOString(),
          confidence: 0.8,
          modelVersion: 'rfm-1',
        },
      ],
      consumptionPredictions: [
        {
          id: 'con_1',
          customerId: ada,
          productId: 'MILK-1',
          predictedConsumptionDate: '2026-11-21',
          confidence: 0.7,
          predictionType: 'seasonal',
          factors: ['bought 6 times'],
          timestamp: new Date(nowMs).toISOString(),
          alertTriggered: true,
        },
      ],
    }
    expect(await toldPredictions()).toMatchObject([expected])
    // Whoever told it broke off before it was noted.
    await run('update segment_movement set is_published = 0')
    await run('update consumption_event set is_published = 0')
    await platform.runSchedule()
    expect(await toldPredictions()).toMatchObject([expected])
  })

  it('is told to no key whose scopes do not cover predictions', async () => {
    const database = await platform.database()
    const kinds = async (...scopes: Permission[]) => {
      const messages = await told(await addKey(database, { tenantId: demoTenantId, role: 'admin', scopes }))
      return new Set(messages.map(({ kind }) => kind))
    }
    expect(await kinds('events:read')).toEqual(new Set(['events']))
    expect(await kinds('events:read', 'predictions:read')).toEqual(new Set(['events', 'predictions']))
  })

  it('is no event of the list, nor does it push one out', async () => {
    const { events, sequence } = await good(client.listEvents({}))
    expect(events.map(({ kind }) => kind)).toEqual(['identify', 'identify'])
    expect(sequence).toBe(Math.max(...(await told()).map((message) => message.sequence)))
  })

  it('is taken back when the person objects', async () => {
    await good(client.objectToProfiling(ada))
    await platform.settled()
    expect(await toldPredictions()).toMatchObject([{ segmentUpdates: [], consumptionPredictions: [] }])
    const database = await platform.database()
    const left = await database
      .prepare(
        'select (select count(*) from segment_movement) + (select count(*) from consumption_event) as count',
      )
      .first()
    expect(left).toEqual({ count: 0 })
  })
})

it('lists days unlike others, those that a holiday explains when asked for', async () => {
  const day = dayIn('Europe/London', nowMs - dayMs)
  for (const [part, occasion] of [
    ['', null],
    ['web', 'Christmas Day'],
  ]) {
    await run(
      `insert into series_anomaly (tenant_id, day, series, part, actual, expected, deviation_rate, words, occasion, noticed_at)
       values ('demo', ?, 'orders', ?, 4, 100, -0.96, 'Orders 96 % below a usual Friday', ?, ?)`,
      day,
      part,
      occasion,
      nowMs,
    )
  }
  const { anomalies } = await good(client.listShopAnomalies({}))
  expect(anomalies).toMatchObject([
    { day, series: 'orders', part: null, actual: 4, expected: 100, occasion: null },
  ])
  const all = (await good(client.listShopAnomalies({ explained: 'true' }))).anomalies
  expect(all.map(({ part, occasion }) => [part, occasion])).toEqual([
    [null, null],
    ['web', 'Christmas Day'],
  ])
})

it('has a threshold of the shop for what is unusual', async () => {
  expect((await good(client.getTenant())).spendingDeviationThreshold).toBe(0.5)
  const changed = await good(client.updateTenant({ spendingDeviationThreshold: 0.8 }))
  expect(changed.spendingDeviationThreshold).toBe(0.8)
  expect(await client.updateTenant({ spendingDeviationThreshold: 0 })).toMatchObject({ ok: false })
})
