import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { fieldErrors } from '#shared/sources/mapping-failure.ts'
import { restSource } from '#shared/sources/rest/index.ts'
import { restSettingsSchema } from '#shared/sources/rest/settings.ts'
import { signRest } from '#shared/sources/rest/sign.ts'
import { fixtureContext } from '../fixtures.ts'

const nowMs = Date.parse('2026-11-21T10:00:01Z')
const context = fixtureContext('rest')
const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const mapped = (record: unknown, mapping: JsonObject = {}, receivedAtMs = nowMs) =>
  restSource.map(record, { ...context, settings: { mapping }, receivedAtMs })
const eventOf = (record: unknown, mapping?: JsonObject, receivedAtMs?: number) => {
  const result = mapped(record, mapping, receivedAtMs)
  if (!result.ok) throw new Error(result.failure.message)
  return result.value[0]
}
const pointersOf = (record: unknown, mapping?: JsonObject) => {
  const result = mapped(record, mapping)
  return result.ok ? [] : result.failure.errors.map(({ pointer }) => pointer)
}

describe('a caller', () => {
  const verdictOf = (headers: Record<string, string>, secrets = ['hush']) =>
    restSource.verify(
      { method: 'POST', url: '', headers: new Map(Object.entries(headers)), body: bytesOf('{}') },
      secrets,
      nowMs,
    )

  it.each([
    { authorization: 'Bearer hush' },
    { authorization: 'bearer  hush' },
    { 'x-webhook-secret': 'hush' },
  ])('with %j is let in', async (headers) =>
    expect(await verdictOf(headers as Record<string, string>)).toEqual({ verified: true }),
  )

  it.each([
    [{ authorization: 'Bearer hus' }, 'bad-signature'],
    [{ 'x-webhook-secret': 'hush!' }, 'bad-signature'],
    [{ authorization: 'Basic hush' }, 'missing-signature'],
    [{ 'x-webhook-secret': '' }, 'missing-signature'],
  ])('with %j is not', async (headers, reason) =>
    expect(await verdictOf(headers as Record<string, string>)).toEqual({ verified: false, reason }),
  )

  it('that shows the right secret beside a wrong signature is not', async () => {
    const signed = await signRest(bytesOf('[]'), ['hush'], 'msg_1', nowMs)
    expect(await verdictOf({ ...signed, 'x-webhook-secret': 'hush' })).toEqual({
      verified: false,
      reason: 'bad-signature',
    })
  })
})

describe('without settings', () => {
  it('a record says what it is in Patron’s own words', () => {
    const record = {
      id: 'e-1',
      event: 'Class Attended',
      timestamp: '2026-11-21T09:00:00Z',
      email: 'ada@example.com',
      customerId: 12,
      traits: { firstName: 'Ada' },
      properties: { class: 'Pottery' },
    }
    expect(eventOf(record)).toEqual({
      id: 'Class Attended:e-1:2026-11-21T09:00:00.000Z',
      source: 'rest/fixture',
      kind: 'track',
      name: 'Class Attended',
      channel: 'other',
      occurredAt: Date.parse('2026-11-21T09:00:00Z'),
      receivedAt: nowMs,
      identifiers: [
        { type: 'email', value: 'ada@example.com' },
        { type: 'external_id', value: '12', scope: 'rest/fixture' },
      ],
      traits: { firstName: 'Ada' },
      properties: { class: 'Pottery' },
    })
  })

  it('a record that names no event is about the person', () => {
    expect(eventOf({ email: 'ada@example.com' })).toMatchObject({ kind: 'identify', name: 'identify' })
  })
})

describe('a record without a time', () => {
  const idOf = (record: JsonObject, atMs: number) => eventOf(record, {}, atMs)?.id
  const laterMs = nowMs + 5_000
  const nextMinuteMs = nowMs + 60_000
  const nextDayMs = nowMs + 86_400_000

  it('and number is one event a minute', () => {
    const record = { event: 'Class Attended', email: 'ada@example.com' }
    expect(idOf(record, laterMs)).toBe(idOf(record, nowMs))
    expect(idOf(record, nextMinuteMs)).not.toBe(idOf(record, nowMs))
  })

  it('that is numbered is one event for good', () => {
    const record = { id: 1, event: 'Class Attended', email: 'ada@example.com' }
    expect(idOf(record, nextDayMs)).toBe(idOf(record, nowMs))
    expect(idOf({ ...record, id: 2 }, nowMs)).not.toBe(idOf(record, nowMs))
  })

  it('about a person is one event a day, and what is changed and changed back is told again', () => {
    const record = { id: 1, email: 'ada@example.com', traits: { tier: 'gold' } }
    expect(idOf(record, nextMinuteMs)).toBe(idOf(record, nowMs))
    expect(idOf(record, nextDayMs)).not.toBe(idOf(record, nowMs))
    expect(idOf({ ...record, traits: { tier: 'silver' } }, nowMs)).not.toBe(idOf(record, nowMs))
  })
})

describe('a time', () => {
  const atOf = (timestamp: unknown, timesAre: string) =>
    eventOf({ event: 'X', timestamp }, { timesAre })?.occurredAt
  const ms = Date.parse('2026-11-21T09:00:00Z')

  it.each([
    ['2026-11-21T10:00:00+01:00', 'iso'],
    [ms / 1000, 'seconds'],
    [`${ms / 1000}.000`, 'seconds'],
    [ms, 'milliseconds'],
  ])('%j is read as %s', (timestamp, timesAre) => expect(atOf(timestamp, timesAre)).toBe(ms))

  it.each([
    ['2026-11-21 10:00:00', 'iso'],
    [ms, 'iso'],
    [ms, 'seconds'],
    ['soon', 'milliseconds'],
    [-1, 'seconds'],
  ])('%j is none as %s', (timestamp, timesAre) =>
    expect(pointersOf({ event: 'X', timestamp }, { timesAre })).toEqual(['/timestamp']),
  )
})

describe('an order', () => {
  const order = { id: 5, currency: 'gbp', total: '12.50' }
  const orderOf = (event: string, fields: JsonObject = {}, mapping: JsonObject = {}) =>
    eventOf({ id: 'e', event, timestamp: '2026-11-21T09:00:00Z', order: { ...order, ...fields } }, mapping)
      ?.order

  it.each([
    ['Order Completed', 'placed', 'all', 1250],
    ['Order Updated', 'updated', 'all', 1250],
    ['Order Paid', 'paid', 'part', 1250],
    ['Order Fulfilled', 'fulfilled', 'part', 1250],
    ['Order Cancelled', 'cancelled', 'part', undefined],
    ['Order Refunded', 'refunded', 'part', undefined],
  ])('by %s is %s, %s', (event, change, linesAre, totalMinor) => {
    const told = orderOf(event)
    expect(told).toMatchObject({ orderId: '5', change, linesAre, currency: 'GBP', lines: [] })
    expect(told?.totalMinor).toBe(totalMinor)
  })

  it.each([
    [{ productId: 'A', quantity: 3, price: '0.35' }, 'decimal', 105],
    [{ productId: 'A', quantity: 0.5, price: 7.99 }, 'decimal', 400],
    [{ productId: 'A', quantity: 3, price: 35 }, 'minor', 105],
    [{ productId: 'A', quantity: 3, amount: 99, price: 35 }, 'minor', 99],
    [{ sku: 'A', amount: '1' }, 'decimal', 100],
  ])('line %j of %s amounts comes to %i', (line, amountsAre, amountMinor) => {
    const told = orderOf('Order Completed', { total: null, lines: [line] }, { order: { amountsAre } })
    expect(told?.lines).toMatchObject([{ lineId: '1', productId: 'A', amountMinor }])
  })

  it('of yen in the smallest unit has no digits to move', () => {
    const told = orderOf(
      'Order Completed',
      { currency: 'JPY', total: 900, lines: [{ productId: 'A', quantity: 2, price: 450 }] },
      { order: { amountsAre: 'minor' } },
    )
    expect([told?.totalMinor, told?.lines[0]?.amountMinor]).toEqual([900, 900])
  })

  it('that is refunded in part says how much, once', () => {
    expect(orderOf('Order Refunded', { refundId: 'r1', refundAmount: '2.50' })?.refund).toEqual({
      refundId: 'r1',
      amountMinor: 250,
    })
  })

  it.each([
    [{ id: null }, '/order/id'],
    [{ currency: 'POUND' }, '/order/currency'],
    [{ total: '1e3' }, '/order/total'],
    [{ placedAt: 'monday' }, '/order/placedAt'],
    [{ lines: {} }, '/order/lines'],
    [{ lines: [{ productId: 'A', quantity: 'two', price: 1 }] }, '/order/lines/0/quantity'],
    [{ lines: [{ productId: 'A' }] }, '/order/lines/0/price'],
  ])('with %j is refused at %s', (fields, pointer) => {
    const record = { event: 'Order Completed', order: { ...order, ...fields } }
    expect(pointersOf(record)).toContain(pointer)
  })

  it('refunded without a number of the refund is refused', () => {
    const record = { event: 'Order Refunded', order: { ...order, refundAmount: '1' } }
    expect(pointersOf(record)).toEqual(['/order/refundId'])
  })
})

it('refuses what is nested without end', () => {
  const nested = (levels: number): JsonObject => (levels === 0 ? {} : { in: nested(levels - 1) })
  expect(pointersOf({ event: 'X', properties: nested(30) })).toEqual([])
  expect(mapped({ event: 'X', properties: nested(40) })).toMatchObject({
    ok: false,
    failure: { kind: 'invalid-record' },
  })
})

it('refuses what is too large to be an event', () => {
  const record = { event: 'X', properties: { text: 'x'.repeat(33_000) } }
  expect(mapped(record)).toMatchObject({ ok: false, failure: { kind: 'event-too-large' } })
})

describe('settings', () => {
  const problemsOf = (settings: JsonObject) => {
    const parsed = restSettingsSchema.safeParse(settings)
    return parsed.success ? [] : fieldErrors(parsed.error).map(({ pointer }) => pointer)
  }

  it('may be left out, or hold what is every connection’s', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({ reconcileEveryMinutes: 30 })).toEqual([])
  })

  it.each([
    [{ mapping: { id: 'order.id' } }, '/mapping/id'],
    [{ mapping: { identifier: [] } }, '/mapping'],
    [{ mapping: { identifiers: [{ type: 'mail', at: '/email' }] } }, '/mapping/identifiers/0/type'],
    [{ mapping: { order: { line: { price: '/price' } } } }, '/mapping/order/line'],
    [{ mapping: { timesAre: 'unix' } }, '/mapping/timesAre'],
    [{ mapping: { traits: { firstName: 'name' } } }, '/mapping/traits/firstName'],
    [{ list: { url: 'https://crm.example/people?page=1' } }, '/list/url'],
    [{ list: { url: 'crm.example' } }, '/list/url'],
    [{ list: { url: 'https://crm.example/', next: { by: 'offset' } } }, '/list/next/by'],
    [{ list: { url: 'https://crm.example/', header: 'x y' } }, '/list/header'],
  ])('%j are refused at %s', (settings, pointer) => expect(problemsOf(settings)).toContain(pointer))

  it('that went wrong since are told with every record', () => {
    const result = restSource.map({}, { ...context, settings: { mapping: { id: 'x' } } })
    expect(result.ok ? '' : result.failure.message).toContain('the setting /mapping/id')
  })
})
