import { describe, expect, it } from 'vitest'
import { maxPosBatchEvents } from '#shared/contracts/pos.ts'
import { posSource } from '#shared/sources/pos/index.ts'
import { splitPosEvents } from '#shared/sources/pos/parse.ts'
import { signPos } from '#shared/sources/pos/sign.ts'
import { fixtureContext } from '../fixtures.ts'

const nowMs = Date.parse('2026-11-21T10:00:01Z')
const body = new Uint8Array(new TextEncoder().encode('{"events":[]}'))
const context = fixtureContext('pos')
const sale = {
  kind: 'sale',
  eventId: 'e-1',
  storeId: 'soho',
  billNumber: '1',
  occurredAt: '2026-11-21T09:00:00Z',
  total: '1.00',
}
const mapped = (fields: unknown, sentAt?: string) => posSource.map({ fields, sentAt }, context)
const pointersOf = (fields: unknown) => {
  const result = mapped(fields)
  return result.ok ? [] : result.failure.errors.map(({ pointer }) => pointer)
}

describe('a signed delivery', () => {
  const deliver = async (secrets: readonly string[], signedAtMs: number, atMs = nowMs) => {
    const headers = new Map(Object.entries(await signPos(body, ['hush'], 'msg_1', signedAtMs)))
    return posSource.verify({ method: 'POST', url: '', headers, body }, secrets, atMs)
  }

  it.each([
    [0, { verified: true }],
    [-300_000, { verified: true }],
    [300_000, { verified: true }],
    [-301_500, { verified: false, reason: 'stale-timestamp' }],
    [302_000, { verified: false, reason: 'stale-timestamp' }],
  ])('signed %i ms from now is %j', async (skewMs, verdict) => {
    expect(await deliver(['hush'], nowMs + skewMs)).toEqual(verdict)
  })

  it('that is old and wrongly signed is called wrongly signed: its time proves nothing', async () => {
    expect(await deliver(['other'], nowMs - 400_000)).toEqual({ verified: false, reason: 'bad-signature' })
  })

  it('is named by its webhook id', async () => {
    const headers = new Map(Object.entries(await signPos(body, ['hush'], 'msg_7', nowMs)))
    expect(posSource.describe({ method: 'POST', url: '', headers, body })).toEqual({
      topic: null,
      deliveryId: 'msg_7',
    })
  })

  it('may carry no more events than a batch holds', () => {
    const events = Array.from({ length: maxPosBatchEvents + 1 }, () => sale)
    expect(splitPosEvents({ events })).toMatchObject({ ok: false, failure: { kind: 'malformed-body' } })
    expect(splitPosEvents({ events: events.slice(1) })).toMatchObject({ ok: true })
  })
})

describe('the clock of a till', () => {
  const occurredAt = (fields: object, sentAt?: string) => {
    const result = mapped({ ...sale, ...fields }, sentAt)
    return result.ok ? result.value[0]?.occurredAt : undefined
  }

  it.each([
    [
      'is believed when it is nearly right',
      '2026-11-18T08:00:00Z',
      '2026-11-21T10:02:00Z',
      '2026-11-18T08:00:00Z',
    ],
    ['a day slow is put forward', '2026-11-17T08:00:01Z', '2026-11-20T10:00:01Z', '2026-11-18T08:00:01Z'],
    ['a year fast is put back', '2027-11-18T08:00:01Z', '2027-11-21T10:00:01Z', '2026-11-18T08:00:01Z'],
  ])('%s', (_, at, sentAt, expected) => {
    expect(occurredAt({ occurredAt: at, sentAt })).toBe(Date.parse(expected))
    expect(occurredAt({ occurredAt: at }, sentAt)).toBe(Date.parse(expected))
  })

  it('that says nothing of when it sent, and is days ahead, means now', () => {
    expect(occurredAt({ occurredAt: '2027-01-01T00:00:00Z' })).toBe(context.receivedAtMs)
  })
})

describe('a wrong event', () => {
  const line = { productId: 'A', quantity: 1, unitPrice: '1.00' }

  it.each<[string, object, string[]]>([
    ['a currency that is none', { currency: 'XQQ' }, ['/currency']],
    ['a total that is too large', { total: '1e20' }, ['/total']],
    ['a total beyond what can be counted', { total: '99999999999999999' }, ['/total']],
    [
      'two lines of one id',
      {
        lines: [
          { ...line, lineId: '1' },
          { ...line, lineId: '1' },
        ],
      },
      ['/lines/1/lineId'],
    ],
    [
      'a quantity of nothing',
      { lines: [{ ...line, quantity: ' ' }] },
      ['/lines/0/quantity', '/lines/0/quantity'],
    ],
    ['a quantity in powers of ten', { lines: [{ ...line, quantity: '1e2' }] }, ['/lines/0/quantity']],
    ['a discount that is none', { lines: [{ ...line, discount: 'half' }] }, ['/lines/0/discount']],
    ['a store of nothing but spaces', { storeId: '  ' }, ['/storeId']],
    ['an endless event id', { eventId: 'e'.repeat(201) }, ['/eventId']],
    ['a time without a zone', { occurredAt: '2026-11-21T09:00:00' }, ['/occurredAt']],
    ['a day that does not exist', { occurredAt: '2026-02-30T09:00:00Z' }, ['/occurredAt']],
  ])('with %s is refused, and the field named', (_, fields, pointers) => {
    expect(pointersOf({ ...sale, ...fields })).toEqual(pointers)
  })

  it.each([null, 1, 'sale', [], [[[[]]]]])('that is %j is refused', (fields) => {
    expect(mapped(fields)).toMatchObject({ ok: false, failure: { kind: 'invalid-record' } })
  })
})

it('a name that every object has is a name like any other', () => {
  const result = mapped({ ...sale, storeId: '__proto__', billNumber: 'constructor' })
  expect(result.ok && result.value[0]?.order?.orderId).toBe('__proto__/constructor')
})
