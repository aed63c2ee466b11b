import { describe, expect, it } from 'vitest'
import { type Identifier, identifierKey } from '#shared/identity/identifier.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'

const policy = { defaultCountry: 'GB' }
const keysOf = (...identifiers: Identifier[]) => usableIdentifiers(identifiers, policy).map(identifierKey)

describe('usableIdentifiers', () => {
  it('normalises, keeps each once and puts the strongest first', () => {
    expect(
      keysOf(
        { type: 'cookie_id', value: ' 4F1C2A3B-1111-4222-8333-444455556666 ' },
        { type: 'external_id', value: '17850', scope: 'shopify/demo' },
        { type: 'external_id', value: '17850', scope: 'tracking' },
        { type: 'email', value: 'Ada@Example.com' },
        { type: 'phone', value: '07700 900123' },
        { type: 'email', value: 'ada@example.com ' },
        { type: 'phone', value: '+447700900123' },
      ),
    ).toEqual([
      'phone:+447700900123',
      'email:ada@example.com',
      'external_id:shopify/demo:17850',
      'external_id:tracking:17850',
      'cookie_id:4f1c2a3b-1111-4222-8333-444455556666',
    ])
  })

  it('takes a WhatsApp id that is a phone number for that phone', () => {
    expect(keysOf({ type: 'whatsapp_id', value: '447700900123' })).toEqual(['phone:+447700900123'])
    expect(keysOf({ type: 'whatsapp_id', value: 'whatsapp:+5215598124073' })).toEqual(['phone:+525598124073'])
    expect(keysOf({ type: 'whatsapp_id', value: 'US.13491208655302741918' })).toEqual([
      'whatsapp_id:US.13491208655302741918',
    ])
  })

  it('keeps the case of ids, in which they may differ', () => {
    expect(keysOf({ type: 'loyalty_id', value: 'aB-1' }, { type: 'loyalty_id', value: 'AB-1' })).toHaveLength(
      2,
    )
  })

  it('takes the colon out of a scope, where it would end the scope too early', () => {
    expect(keysOf({ type: 'pos_bill', value: '917', scope: 'Store: Bristol' })).toEqual([
      'pos_bill:Store- Bristol:917',
    ])
  })

  it('leaves out the scope of a type that is unique in the tenant', () => {
    expect(keysOf({ type: 'email', value: 'ada@example.com', scope: 'x' })).toEqual(['email:ada@example.com'])
  })

  it.each<[Identifier['type'], string[]]>([
    [
      'phone',
      [
        '',
        '0',
        '00000000000',
        '0000000000',
        '1234567890',
        '01234567890',
        '07777777777',
        '11111111111',
        'null',
        '+44 7000 00000000',
      ],
    ],
    [
      'email',
      [
        '',
        'null',
        'test@test.com',
        'Test@Test.com',
        'noreply@shop.example',
        'no-reply+1@shop.example',
        'donotreply@a.co',
        'noemail@shop.example',
        'guest@shop.example',
        'orders-noreply@shop.example',
        'test@example.com',
      ],
    ],
    [
      'external_id',
      [
        '',
        ' ',
        '0',
        '000',
        '-1',
        '--',
        'null',
        'NULL',
        'undefined',
        'Anonymous',
        'guest',
        '[object Object]',
        'N/A',
        '1111111',
        '123456789',
        '0123456789',
        // What PostHog refuses, in quotation marks too.
        ...[
          'distinct_id',
          'distinctId',
          'not_authenticated',
          'id',
          'email',
          '"undefined"',
          "'null'",
          'NaN',
          'None',
        ],
      ],
    ],
    ['loyalty_id', ['0000 0000 0000', '0000', '9999999999', 'none', 'x'.repeat(257)]],
    [
      'device_id',
      [
        '00000000-0000-0000-0000-000000000000',
        '02:00:00:00:00:00',
        '00:00:00:00:00:00',
        'ffffffff-ffff-ffff-ffff-ffffffffffff',
        '9774d56d682e549c',
      ],
    ],
    ['pos_bill', ['917', '000']],
    ['whatsapp_id', ['whatsapp:', '0000000000', 'null']],
    ['cookie_id', ['null', 'undefined', 'true', 'NaN', 'anonymous']],
  ])('never uses a %s that names nobody', (type, values) => {
    expect(values.filter((value) => usableIdentifiers([{ type, value }], policy).length > 0)).toEqual([])
  })

  it.each<[Identifier['type'], string[]]>([
    ['phone', ['07700 900000', '+1 212 555 0100', '+447777123456']],
    [
      'email',
      [
        'info@example.com',
        'ada@test.com',
        'norman@example.com',
        'reply@example.com',
        'nolan.reply@example.com',
        'casino-reply@example.com',
        'guestbook@example.com',
      ],
    ],
    ['external_id', ['1', '11', '555', '12346', '17850', 'u-0', 'testarossa', '100000']],
    ['device_id', ['A1B2C3D4-0000-4000-8000-000000000002']],
  ])('uses a %s that only looks a little like that', (type, values) => {
    expect(values.filter((value) => usableIdentifiers([{ type, value }], policy).length !== 1)).toEqual([])
  })

  it("never uses the shop's own phone, however it is written", () => {
    const own = { ...policy, ownPhones: new Set(['+442079460123']) }
    expect(usableIdentifiers([{ type: 'phone', value: '020 7946 0123' }], own)).toEqual([])
    expect(usableIdentifiers([{ type: 'whatsapp_id', value: '442079460123' }], own)).toEqual([])
    expect(usableIdentifiers([{ type: 'phone', value: '020 7946 0124' }], own)).toHaveLength(1)
  })

  it('is empty for an event that names nobody', () => {
    expect(usableIdentifiers([], policy)).toEqual([])
  })
})
