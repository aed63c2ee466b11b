import { describe, expect, it } from 'vitest'
import type { Evidence } from '#shared/customers/evidence.ts'
import type { Traits } from '#shared/customers/traits.ts'
import { matchRecord } from '#shared/identity/matching/match-record.ts'
import type { Json } from '#shared/kernel/json.ts'

function traitsOf(values: Record<string, Json>): Traits {
  const said = { source: 'tracking', occurredAt: 1, eventKey: 'tracking:1' }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, ...said }]))
}

function evidenceOf(...keys: string[]): Evidence {
  const firstEvent = { id: '1', source: 'tracking', name: 'identify', occurredAt: 1 }
  return Object.fromEntries(
    keys.map((key, index) => [key, { eventCount: 1, firstEvent, lastSeenAt: index, sources: ['tracking'] }]),
  )
}

describe('matchRecord', () => {
  it("reads Segment's traits and address object, folded", () => {
    const traits = traitsOf({
      firstName: 'Zoë',
      lastName: "O'Hara",
      birthday: '1980-03-12',
      address: { street: '12 High St.', city: 'Leeds', postalCode: 'LS1 4DY', country: 'GB' },
    })
    const evidence = evidenceOf('phone:+447700900123', 'email:zoe@example.com', 'cookie_id:1')
    expect(matchRecord('cus_1', traits, evidence)).toEqual({
      customerId: 'cus_1',
      firstName: 'zoe',
      lastName: 'ohara',
      birthDate: '19800312',
      emails: ['zoe@example.com'],
      phones: ['+447700900123'],
      street: '12 high st',
      city: 'leeds',
      postcode: 'ls14dy',
      country: 'gb',
    })
  })

  it.each([
    ['Ada Lovelace', 'ada', 'lovelace'],
    ['Lovelace, Ada', 'ada', 'lovelace'],
    ['Ms Ada King Lovelace', 'ada king', 'lovelace'],
    ['Ada', 'ada', undefined],
  ])('parts the name %j', (name, firstName, lastName) => {
    const record = matchRecord('cus_1', traitsOf({ name }), {})
    expect([record.firstName, record.lastName]).toEqual([firstName, lastName])
  })

  it('reads an address in one text and traits beside it', () => {
    const inOneText = matchRecord('cus_1', traitsOf({ address: '12 High Street, Leeds, LS1 4DY' }), {})
    expect(inOneText).toEqual({
      customerId: 'cus_1',
      street: '12 high street',
      city: 'leeds',
      postcode: 'ls14dy',
    })
    const beside = matchRecord('cus_1', traitsOf({ city: 'Leeds', zip: 90210 }), {})
    expect(beside).toEqual({ customerId: 'cus_1', city: 'leeds', postcode: '90210' })
  })

  it('is nothing but the id for a customer of whom nothing is known, and safe from odd traits', () => {
    expect(matchRecord('cus_1', {}, {})).toEqual({ customerId: 'cus_1' })
    expect(
      matchRecord('cus_1', traitsOf({ firstName: 7, birthday: true, address: [1], city: '--' }), {}),
    ).toEqual({
      customerId: 'cus_1',
    })
  })

  it('keeps the five e-mails seen last', () => {
    const evidence = evidenceOf(...Array.from({ length: 9 }, (_, index) => `email:${index}@example.com`))
    const { emails } = matchRecord('cus_1', {}, evidence)
    expect(emails).toEqual([
      '4@example.com',
      '5@example.com',
      '6@example.com',
      '7@example.com',
      '8@example.com',
    ])
  })
})
