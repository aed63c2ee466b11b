import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { textOfBody } from '#shared/connections/body-text.ts'
import { outcomeOfEvents } from '#shared/connections/delivery-outcome.ts'
import { deliveryRow } from '#shared/connections/delivery-row.ts'
import { backfilledBytes, deliveredBytes, maxKeptCharacters } from '#shared/connections/kept-record.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import type { Env } from '#workers/env.ts'
import { mapQuarantined } from '#workers/http/routes/quarantine/map-quarantined.ts'

const tenant = testTenant()
const sale = {
  kind: 'sale',
  eventId: 'sale-1',
  storeId: 'soho',
  billNumber: '1',
  occurredAt: '2026-11-01T10:00:00Z',
  currency: 'GBP',
  total: '12.50',
  customer: { phone: '07700 900123' },
  lines: [{ productId: 'TEA', name: 'Tea', quantity: 1, unitPrice: '12.50' }],
}
const customer = { id: 7, updated_at: '2026-11-01T10:00:00Z', email: 'ada@example.com' }
const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text))
const kept = (text: string) => textOfBody(bytesOf(text), maxKeptCharacters)

let database: MemoryDatabase
beforeEach(() => {
  database = memoryDatabase()
  for (const source of ['shopify', 'rest', 'pos'])
    database.run([
      {
        text: `insert into connection (tenant_id, source, connection_id, secrets, is_demo, created_at)
          values (?, ?, 'c', '[]', 0, 0)`,
        values: [tenant.tenantId, source],
      },
    ])
})
afterEach(() => database.close())

/** As much of D1 as reading takes. */
const env = (): Pick<Env, 'DB'> => ({
  DB: {
    prepare: (text: string) => ({
      bind: (...values: (string | number | null)[]) => ({
        raw: async () => database.read({ text, values }).map((row) => Object.values(row)),
      }),
    }),
  } as unknown as D1Database,
})

/** Notes a signed delivery that left something in quarantine, as its door does. */
let deliveryCount = 0
function noteDelivery(source: string, body: Uint8Array<ArrayBuffer>, topic: string): void {
  const rejected = [{ source: `${source}/c`, reason: 'invalid-record', detail: '', bytes: '' }]
  deliveryCount += 1
  const row = deliveryRow(
    {
      tenantId: tenant.tenantId,
      source,
      connectionId: 'c',
      delivery: {
        method: 'POST',
        url: `https://patron.example/webhooks/${source}/c`,
        headers: new Map([['x-shopify-topic', topic]]),
        body,
      },
      describe: () => ({ topic, deliveryId: null }),
      receivedAtMs: testTimeMs,
      durationMs: 1,
      isVerified: true,
      outcome: outcomeOfEvents([], rejected, { acceptedCount: 0, duplicateCount: 0 }),
    },
    () => 0.5,
    deliveryCount,
  )
  database.run(insertDeliveries([row]))
}

const mapped = (source: string, bytes: string) =>
  mapQuarantined(env(), tenant, {
    tenantId: tenant.tenantId,
    quarantineId: 'q',
    source: `${source}/c`,
    reason: 'invalid-record',
    detail: '',
    receivedAt: testTimeMs,
    bytes,
  })
const marks = async (source: string, bytes: string) =>
  (await mapped(source, bytes)).events.map(({ hasPublicSender }) => hasPublicSender ?? false)
const reasons = async (source: string, bytes: string) =>
  (await mapped(source, bytes)).rejected.map(({ reason }) => reason)

describe('what came under a key', () => {
  const call = { type: 'track', event: 'Noted', userId: 'u-1' }

  it('is marked as of anybody, because nothing says whose key it was', async () => {
    expect(await marks('tracking', JSON.stringify(call))).toEqual([true])
    expect(await marks('pos', JSON.stringify(sale))).toEqual([true])
    expect(await marks('pos', JSON.stringify({ sentAt: '2026-11-01T10:00:00Z', events: [sale] }))).toEqual([
      true,
    ])
  })

  it.each(['delivered', 'backfilled'])('is not believed to be a record that was %s', async (word) => {
    for (const told of ['orders', true, 1, null]) {
      const record = { fields: sale }
      expect(await reasons('pos', JSON.stringify({ [word]: told, record }))).toEqual(['invalid-record'])
      expect(await reasons('pos', JSON.stringify({ [word]: told, record: null }))).toEqual(['invalid-record'])
      const wrapped = JSON.stringify({ [word]: told, record: { kind: 'track', fields: call } })
      expect(await reasons('tracking', wrapped)).toEqual(['invalid-call'])
    }
  })

  it('is not taken for a signed delivery that is as long', async () => {
    const long = JSON.stringify({ ...sale, note: 'x'.repeat(40_000) })
    noteDelivery('pos', bytesOf(long.replace('sale-1', 'sale-2')), 'sale')
    expect(await marks('pos', long)).toEqual([true])
  })
})

describe('what a till signed', () => {
  it('is not marked while its delivery is in the log', async () => {
    noteDelivery('pos', bytesOf(JSON.stringify(sale)), 'sale')
    expect(await marks('pos', kept(JSON.stringify(sale)))).toEqual([false])
  })

  it('is not marked where it was one of several', async () => {
    expect(await marks('pos', deliveredBytes({ fields: sale, sentAt: undefined }))).toEqual([false])
  })
})

describe('what a system delivered', () => {
  const body = JSON.stringify({ delivered: true, record: { id: 1, email: 'inner@example.com' } })

  it('is read whole, though it looks like a record of ours', async () => {
    noteDelivery('rest', bytesOf(body), 'x')
    const { record } = JSON.parse(body)
    expect(JSON.stringify(await mapped('rest', deliveredBytes(record)))).toContain('inner@example.com')
    expect(JSON.stringify(await mapped('rest', kept(body)))).not.toContain('inner@example.com')
  })

  it.each([
    ['now', backfilledBytes('customers', { about: 'customer', customer })],
    ['before', JSON.stringify({ backfilled: 'customers', record: { about: 'customer', customer } })],
  ])('and was back-filled is read as it is written down %s', async (_, bytes) => {
    const { events, rejected } = await mapped('shopify', bytes)
    expect([events.length, rejected]).toEqual([1, []])
  })
})

describe('a delivery that was longer than is logged', () => {
  const long = JSON.stringify({ ...customer, note: 'x'.repeat(40_000) })

  it('is read with the headers of the one that fits', async () => {
    noteDelivery('shopify', bytesOf(long), 'customers/update')
    expect((await mapped('shopify', long)).events).toHaveLength(1)
  })

  it('is not read when another one of its moment is as long', async () => {
    noteDelivery('shopify', bytesOf(long), 'customers/update')
    noteDelivery('shopify', bytesOf(long.replace('ada', 'eve')), 'customers/delete')
    await expect(mapped('shopify', long)).rejects.toThrow('cannot be told from')
  })
})

describe('the same bytes twice in a moment', () => {
  const text = JSON.stringify(customer)

  it('are read as the one topic that both have', async () => {
    for (let time = 0; time < 2; time += 1) noteDelivery('shopify', bytesOf(text), 'customers/update')
    expect((await mapped('shopify', text)).events).toHaveLength(1)
  })

  it('are not read under one of two topics', async () => {
    noteDelivery('shopify', bytesOf(text), 'customers/update')
    noteDelivery('shopify', bytesOf(text), 'customers/delete')
    await expect(mapped('shopify', text)).rejects.toThrow('cannot be told from')
  })
})

it('what was cut says so', async () => {
  const bytes = textOfBody(new Uint8Array(600_000).fill(0x61), maxKeptCharacters)
  await expect(mapped('shopify', bytes)).rejects.toThrow('It was too long to be kept whole')
})
