import { expect, it } from 'vitest'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import type { ConnectionLogRow } from '#shared/database/tables/connection-logs.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const row: ConnectionLogRow = {
  tenantId: 'tenant',
  logId: 'dlv_1',
  source: 'shopify',
  connectionId: 'demo',
  receivedAt: 1_763_719_200_000,
  durationMs: 3,
  verdict: 'quarantined',
  reason: 'invalid-order',
  detail: '/id "is" missing',
  topic: 'orders/create',
  deliveryId: null,
  contentType: 'application/json',
  byteCount: 12,
  acceptedCount: 1,
  duplicateCount: 2,
  quarantinedCount: 3,
  eventKeys: ['shopify/demo:"1"', 'shopify/demo:é'],
  kept: {
    lagMs: 5,
    method: 'POST',
    url: 'https://patron.example/?a=1',
    headers: { 'x-topic': '"quoted" \\ back' },
    body: '{"name":"Zoë \\"Z\\" \\u0000 \ud83d\ude00"}\n',
  },
}

it('writes every column as it is, and a row once', () => {
  const database = memoryDatabase()
  const bare = { ...row, logId: 'dlv_2', kept: null, eventKeys: [], topic: null, deliveryId: 'd' }
  for (let time = 0; time < 2; time += 1) database.run(insertDeliveries([row, bare]))
  const written = database.all('select * from connection_logs order by log_id')
  expect(
    written.map(({ body, event_keys: eventKeys }) => [body && JSON.parse(String(body)), eventKeys]),
  ).toEqual([
    [row.kept, JSON.stringify(row.eventKeys)],
    [null, '[]'],
  ])
  expect(written[0]).toMatchObject({
    tenant_id: 'tenant',
    log_id: 'dlv_1',
    source: 'shopify',
    connection_id: 'demo',
    received_at: row.receivedAt,
    duration_ms: 3,
    verdict: 'quarantined',
    reason: 'invalid-order',
    detail: row.detail,
    topic: 'orders/create',
    delivery_id: null,
    content_type: 'application/json',
    byte_count: 12,
    accepted_count: 1,
    duplicate_count: 2,
    quarantined_count: 3,
  })
  expect(written[1]).toMatchObject({ topic: null, delivery_id: 'd' })
  database.close()
})
