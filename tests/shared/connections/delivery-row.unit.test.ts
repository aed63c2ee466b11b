import { describe, expect, it } from 'vitest'
import { outcomeOfEvents, outcomeWithoutEvents } from '#shared/connections/delivery-outcome.ts'
import {
  deliveryRow,
  firstDeliveryId,
  maxKeptBytes,
  type ReceivedDelivery,
} from '#shared/connections/delivery-row.ts'
import { deliveryOf } from '#shared/connections/kept-delivery.ts'
import { newEvent } from '#tests/support/new-event.ts'

const receivedAtMs = Date.UTC(2026, 10, 21, 10)

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text))
}

function received(
  parts: Partial<ReceivedDelivery> & { body?: Uint8Array<ArrayBuffer> } = {},
): ReceivedDelivery {
  const { body = bytesOf('{"id":1}'), ...rest } = parts
  return {
    tenantId: 'tenant',
    source: 'shopify',
    connectionId: 'demo',
    delivery: {
      method: 'POST',
      url: 'https://patron.example/webhooks/shopify/demo',
      headers: new Map([
        ['content-type', 'application/json'],
        ['x-shopify-topic', 'orders/create'],
      ]),
      body,
    },
    describe: ({ headers }) => ({ topic: headers.get('x-shopify-topic') ?? null, deliveryId: 'd-1' }),
    receivedAtMs,
    durationMs: 3,
    isVerified: true,
    outcome: outcomeWithoutEvents('nothing-to-do'),
    ...rest,
  }
}

const rowOf = (parts?: Parameters<typeof received>[0]) => deliveryRow(received(parts), () => 0.5, 0)

describe('deliveryRow', () => {
  it('gives back the delivery as it came, but for headers that let it in', () => {
    const secrets = [
      'authorization',
      'cookie',
      'x-shopify-hmac-sha256',
      'x-twilio-signature',
      'x-api-key',
      'x-auth-token',
      'cf-connecting-ip',
      'x-forwarded-for',
      'webhook-signature',
    ]
    const whole = received()
    const headers = new Map([...whole.delivery.headers, ...secrets.map((name) => [name, 'x'] as const)])
    const row = rowOf({ delivery: { ...whole.delivery, headers } })
    expect(deliveryOf(row.kept)).toEqual(whole.delivery)
  })

  it('keeps nothing of a sender that was not verified', () => {
    expect(rowOf({ isVerified: false })).toMatchObject({ kept: null, byteCount: 8, topic: 'orders/create' })
  })

  it.each<[string, Uint8Array<ArrayBuffer>, boolean]>([
    ['of the most bytes', bytesOf('a'.repeat(maxKeptBytes)), true],
    ['of one byte more', bytesOf('a'.repeat(maxKeptBytes + 1)), false],
    ['with a byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b]), true],
    ['that is not UTF-8', Uint8Array.from([0x7b, 0xe9, 0x7d]), true],
    ['of no bytes', new Uint8Array(), true],
    ['that is too long as a text', new Uint8Array(maxKeptBytes / 2).fill(0xe9), false],
  ])('of a body %s', (_, body, isKept) => {
    const kept = deliveryOf(rowOf({ body }).kept)
    expect(kept?.body).toEqual(isKept ? body : undefined)
  })

  it('survives a source that cannot even name the delivery', () => {
    const describe = () => {
      throw new Error('what a body')
    }
    expect(rowOf({ describe })).toMatchObject({ topic: null, deliveryId: null })
  })

  it('cuts what is long, and names a hundred events at the most', () => {
    const events = Array.from({ length: 120 }, (_, index) => newEvent({ id: `e-${index}`, source: 's/c' }))
    const outcome = {
      ...outcomeOfEvents(events, [], { acceptedCount: 120, duplicateCount: 0 }),
      detail: 'x'.repeat(2_000),
    }
    const row = rowOf({ outcome })
    expect([row.eventKeys.length, row.eventKeys[0], row.detail?.length]).toEqual([100, 's/c:e-0', 500])
  })

  it('tells how late the latest event came', () => {
    const events = [10_000, 4_000].map((agoMs, index) =>
      newEvent({ id: `e-${index}`, occurredAt: receivedAtMs - agoMs }),
    )
    const outcome = outcomeOfEvents(events, [], { acceptedCount: 2, duplicateCount: 0 })
    expect(rowOf({ outcome }).kept?.lagMs).toBe(4_000)
    const early = outcomeOfEvents([newEvent({ occurredAt: receivedAtMs + 9 })], [], {
      acceptedCount: 1,
      duplicateCount: 0,
    })
    expect(rowOf({ outcome: early }).kept?.lagMs).toBe(0)
    expect(rowOf().kept?.lagMs).toBeNull()
  })

  it('has an id at or after the first of its moment, and before the next moment', () => {
    const { logId } = deliveryRow(received(), () => 0, 0)
    expect(logId >= firstDeliveryId(receivedAtMs)).toBe(true)
    const last = deliveryRow(received(), () => 0.999999999, 99).logId
    expect(last > logId && last < firstDeliveryId(receivedAtMs + 1)).toBe(true)
  })
})

describe('outcomeOfEvents', () => {
  const rejected = { source: 's/c', reason: 'invalid-order', detail: '/id is missing', bytes: '{}' }
  it.each([
    ['accepted', 1, 0, 0],
    ['accepted', 1, 3, 0],
    ['duplicate', 0, 2, 0],
    ['quarantined', 3, 0, 1],
    ['quarantined', 0, 0, 1],
    ['nothing-to-do', 0, 0, 0],
  ] as const)('is %s with %i new, %i known, %i rejected', (verdict, acceptedCount, duplicateCount, wrong) => {
    const events = Array.from({ length: acceptedCount + duplicateCount }, () => newEvent())
    const outcome = outcomeOfEvents(events, Array(wrong).fill(rejected), { acceptedCount, duplicateCount })
    expect([outcome.verdict, outcome.reason]).toEqual([verdict, wrong > 0 ? 'invalid-order' : null])
  })
})
