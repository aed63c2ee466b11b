import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role } from '#shared/access/roles.ts'
import { textOfBody } from '#shared/connections/body-text.ts'
import { outcomeOfEvents } from '#shared/connections/delivery-outcome.ts'
import { deliveryRow } from '#shared/connections/delivery-row.ts'
import {
  backfilledBytes,
  calledBytes,
  deliveredBytes,
  maxKeptCharacters,
} from '#shared/connections/kept-record.ts'
import { insertDeliveries } from '#shared/database/insert-deliveries.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { sentWith } from '#shared/sources/tracking/kept-call.ts'
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

const mapped = (source: string, bytes: string, of = tenant) =>
  mapQuarantined(env(), of, {
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

describe('a tracking call of a batch', () => {
  const call = { type: 'page', name: 'Tea', userId: 'u-1', messageId: 'm-1' }
  const objecting = [
    { purpose: 'sale-of-data', isGranted: false, signal: 'global-privacy-control' },
    { purpose: 'profiling', isGranted: false, signal: 'global-privacy-control' },
  ]
  const sender = (role: Role, gpc?: string) => ({ role, gpc })
  const around = (parts: object) => ({
    kind: undefined,
    fields: undefined,
    sentAt: undefined,
    context: undefined,
    ...parts,
  })
  /** As the door writes it down, and ingest. */
  const keptCall = (parts: object, from: ReturnType<typeof sender>, keptCount = 1) => {
    const rest = sentWith(around(parts), from, keptCount)
    return rest === undefined ? JSON.stringify(call) : calledBytes(JSON.stringify(call), rest)
  }
  const only = async (bytes: string, of = tenant) => {
    const { events, rejected } = await mapped('tracking', bytes, of)
    expect([events.length, rejected]).toEqual([1, []])
    return events[0]
  }

  it('still refuses what its browser refused, as when it came', async () => {
    const event = await only(keptCall({}, sender('write', '1')))
    expect(event).toMatchObject({ id: 'm-1', receivedAt: testTimeMs, hasPublicSender: true })
    expect(event?.consents).toEqual(objecting)
    expect(
      (await only(keptCall({ context: { globalPrivacyControl: true } }, sender('write'))))?.consents,
    ).toEqual(objecting)
    expect((await only(keptCall({}, sender('write', '0'))))?.consents).toBeUndefined()
    const own = JSON.stringify({ ...call, context: { globalPrivacyControl: true } })
    expect((await only(own))?.consents).toEqual(objecting)
    const ignoring = { ...tenant, isPrivacySignalIgnored: true }
    expect((await only(keptCall({}, sender('write', '1')), ignoring))?.consents).toBeUndefined()
    expect((await only(own, ignoring))?.consents).toBeUndefined()
  })

  it('has the consent, the person and the clock of the batch around it, and the key it came with', async () => {
    const context = {
      consent: { categoryPreferences: { Advertising: true, Analytics: false } },
      traits: { email: 'ada@shop.example' },
    }
    const event = await only(keptCall({ context }, sender('admin', '1')))
    expect(event?.hasPublicSender).toBeUndefined()
    expect(event?.consents).toEqual([{ purpose: 'analytics', isGranted: false }, ...objecting])
    expect(event?.identifiers).toContainEqual({ type: 'email', value: 'ada@shop.example' })
    const late = { ...call, timestamp: new Date(testTimeMs + 10 * dayMs).toISOString() }
    const rest = sentWith(
      around({ sentAt: new Date(testTimeMs + 10 * dayMs + 5_000).toISOString() }),
      sender('write'),
      1,
    )
    const corrected = await only(calledBytes(JSON.stringify(late), rest ?? {}))
    expect(corrected?.occurredAt).toBe(testTimeMs - 5_000)
  })

  it('keeps the consent of a batch whose context is too long to be kept with each', async () => {
    const context = {
      consent: { categoryPreferences: { Analytics: false } },
      traits: { note: 'x'.repeat(60_000) },
    }
    const event = await only(keptCall({ context }, sender('write', '1'), 10))
    expect(event?.traits).toBeUndefined()
    expect(event?.consents).toEqual([{ purpose: 'analytics', isGranted: false }, ...objecting])
    const all = await only(keptCall({ context }, sender('write'), 5))
    expect(all?.traits).toHaveProperty('note')
  })

  it('is plain where nothing around it says more, and refused where its door would refuse it', async () => {
    expect(keptCall({}, sender('write'))).toBe(JSON.stringify(call))
    expect(keptCall({ sentAt: 'x'.repeat(100), context: [] }, sender('write'))).toBe(JSON.stringify(call))
    let deep: object = {}
    for (let level = 0; level < 40; level += 1) deep = { deep }
    expect(await reasons('tracking', JSON.stringify({ ...call, properties: deep }))).toEqual(['invalid-call'])
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
