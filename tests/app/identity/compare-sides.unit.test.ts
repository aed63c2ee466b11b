import { describe, expect, it } from 'vitest'
import {
  compareConsents,
  compareIdentifiers,
  compareOrders,
  compareTraits,
} from '#app/identity/compare-sides.ts'
import type { CustomerSide } from '#shared/contracts/identity.ts'

const since = '2026-11-01T12:00:00.000Z'

function side(parts: Partial<CustomerSide>): CustomerSide {
  return {
    customer: null,
    features: null,
    identifiers: [],
    traits: [],
    consents: [],
    eventCount: 0,
    orderIds: [],
    ...parts,
  }
}

function trait(name: string, value: string, source = 'shopify/demo') {
  return { name, value, source, since }
}

describe('compareIdentifiers', () => {
  it('puts the strongest type first and compares each type by itself', () => {
    const rows = compareIdentifiers([
      side({ identifiers: ['cookie_id:c1', 'email:ada@example.com', 'email:a@example.com'] }),
      side({ identifiers: ['phone:+441', 'email:ada@example.com', 'cookie_id:c2'] }),
    ])
    expect(
      rows.map(({ label, likeness, cells }) => [label, likeness, ...cells.map((cell) => cell.values)]),
    ).toEqual([
      ['Phone', 'one-sided', [], ['+441']],
      ['E-mail', 'partly', ['a@example.com', 'ada@example.com'], ['ada@example.com']],
      ['Browser', 'different', ['c1'], ['c2']],
    ])
  })

  it('has nothing to say about customers without identifiers', () => {
    expect(compareIdentifiers([side({}), side({})])).toEqual([])
  })
})

describe('compareTraits', () => {
  it('shows what differs first, with who said so and since when', () => {
    const rows = compareTraits([
      side({ traits: [trait('city', 'London'), trait('firstName', 'Ada'), trait('note', 'VIP')] }),
      side({ traits: [trait('city', 'Leeds', 'till/leeds'), trait('firstName', 'Ada')] }),
    ])
    expect(rows.map(({ label, likeness }) => [label, likeness])).toEqual([
      ['City', 'different'],
      ['First name', 'same'],
      ['Note', 'one-sided'],
    ])
    expect(rows[0]?.cells[1]).toEqual({ values: ['Leeds'], origin: { source: 'till/leeds', since } })
    expect(rows[2]?.cells[1]).toEqual({ values: [] })
  })

  it.each([
    ['Ada', ' ada ', 'same'],
    ['Ada', 'Adah', 'different'],
  ])('%j and %j are %s', (left, right, likeness) => {
    const [row] = compareTraits([
      side({ traits: [trait('firstName', left)] }),
      side({ traits: [trait('firstName', right)] }),
    ])
    expect(row?.likeness).toBe(likeness)
  })

  it('calls three sides partly the same when two of them agree', () => {
    const [row] = compareTraits(
      ['London', 'London', 'Leeds'].map((city) => side({ traits: [trait('city', city)] })),
    )
    expect(row?.likeness).toBe('partly')
  })
})

type Consent = CustomerSide['consents'][number]

function consent(isGranted: boolean, channel: Consent['channel'] = null): Consent {
  return { purpose: 'marketing', channel, isGranted, since, source: 'shopify/demo' }
}

describe('compareConsents', () => {
  const cellsOf = (...request: Parameters<typeof compareConsents>) =>
    compareConsents(...request).map(({ label, likeness, cells }) => [
      label,
      likeness,
      ...cells.map(({ values, isLost }) => `${values[0] ?? 'nothing'}${isLost ? ', lost' : ''}`),
    ])

  it('shows who said what and since when; a channel nobody spoke of follows all channels', () => {
    const sides = [
      side({ consents: [consent(true), consent(false, 'sms')] }),
      side({ consents: [consent(true)] }),
    ]
    expect(cellsOf(sides)).toEqual([
      ['Marketing', 'same', 'Allowed', 'Allowed'],
      ['Marketing by SMS', 'different', 'Refused', 'Allowed'],
    ])
    expect(compareConsents(sides)[0]?.cells[0]?.origin).toEqual({ source: 'shopify/demo', since })
  })

  it('says what a side would lose by a merge', () => {
    const [left, right] = [side({ consents: [consent(true)] }), side({ consents: [consent(false, 'email')] })]
    const merged = side({ consents: [consent(true), consent(false, 'email')] })
    expect(cellsOf([left, right], merged)).toEqual([
      ['Marketing', 'one-sided', 'Allowed', 'nothing'],
      ['Marketing by e-mail', 'different', 'Allowed, lost', 'Refused'],
    ])
  })

  it('has nothing to say where nobody was asked', () => {
    expect(compareConsents([side({}), side({})], side({}))).toEqual([])
  })
})

describe('compareOrders', () => {
  it('is one row, or none when nobody has ordered', () => {
    expect(compareOrders([side({}), side({})])).toBeUndefined()
    const row = compareOrders([side({ orderIds: ['1', '2'] }), side({ orderIds: ['2'] })])
    expect(row?.likeness).toBe('partly')
    expect(row?.cells.map((cell) => cell.values)).toEqual([['1', '2'], ['2']])
  })
})
