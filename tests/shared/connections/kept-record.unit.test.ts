import { describe, expect, it } from 'vitest'
import { isCut, textOfBody } from '#shared/connections/body-text.ts'
import {
  backfilledBytes,
  deliveredBytes,
  keptRecord,
  maxKeptCharacters,
} from '#shared/connections/kept-record.ts'

const record = { id: 1, note: 'a, "b" and %2C' }

describe('keptRecord', () => {
  it.each([
    ['back-filled', backfilledBytes('orders, old', record)],
    ['of a delivery of several', deliveredBytes(record)],
  ])('reads what was written down, %s', (_, bytes) => {
    expect(keptRecord(bytes, 'shopify')).toEqual(record)
    expect(() => JSON.parse(bytes)).toThrow()
  })

  it('reads a back-filled record as it was written before, but not of who has a key', () => {
    const former = JSON.stringify({ backfilled: 'orders', record })
    expect(keptRecord(former, 'shopify')).toEqual(record)
    for (const source of ['tracking', 'pos']) expect(keptRecord(former, source)).toBeUndefined()
  })

  it.each([
    JSON.stringify({ delivered: true, record }),
    JSON.stringify({ delivered: 1, record: null }),
    JSON.stringify({ backfilled: true, record }),
    '{"backfilled":"orders","record":',
    '{"id":1}',
  ])('takes %s for what was sent', (bytes) => {
    for (const source of ['rest', 'pos', 'tracking']) expect(keptRecord(bytes, source)).toBeUndefined()
  })

  it.each([
    deliveredBytes(record),
    backfilledBytes('orders', record),
    JSON.stringify({ backfilled: 'orders', record }),
  ])('cannot be sent by writing the body %s', (forged) => {
    const body = Uint8Array.from(new TextEncoder().encode(forged))
    expect(keptRecord(textOfBody(body, maxKeptCharacters), 'rest')).toBeUndefined()
  })
})

it('a record that is too long is cut, and known to be', () => {
  for (const bytes of [
    deliveredBytes('x'.repeat(3_000_000)),
    backfilledBytes('orders', 'x'.repeat(3_000_000)),
  ])
    expect([bytes.length, isCut(bytes), keptRecord(bytes, 'shopify')]).toEqual([
      maxKeptCharacters,
      true,
      undefined,
    ])
})
