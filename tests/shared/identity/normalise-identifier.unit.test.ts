import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Identifier, identifierKey, identifierTypes } from '#shared/identity/identifier.ts'
import { normaliseIdentifier } from '#shared/identity/normalise-identifier.ts'

const policy = { defaultCountry: 'GB' }

function keyOf(type: Identifier['type'], value: string, scope?: string): string | undefined {
  const normal = normaliseIdentifier({ type, value, scope }, policy)
  return normal && identifierKey(normal)
}

describe('normaliseIdentifier', () => {
  it.each<[string, string | undefined, string]>([
    ['6035 7101 2345 6789', 'loyalty_id:6035710123456789', 'as printed'],
    ['6035710123456789', 'loyalty_id:6035710123456789', 'as scanned'],
    ['6035-7101-2345-6789', 'loyalty_id:6035710123456789', 'as typed from a letter'],
    [
      '6035\u20117101\u20112345\u20116789',
      'loyalty_id:6035710123456789',
      'as copied, with hyphens that do not break',
    ],
    ['0000 1234 5678', 'loyalty_id:000012345678', 'leading zeros are part of the number'],
    [
      '6035710123456780',
      'loyalty_id:6035710123456780',
      'another check digit is another card; none is checked',
    ],
    ['ab 1234 5678', 'loyalty_id:AB12345678', 'printed in capitals, typed in small letters'],
    ['AB12345678', 'loyalty_id:AB12345678', 'as printed'],
    ['aB3dE6gH', 'loyalty_id:aB3dE6gH', 'both cases: an id made by a program, in which case matters'],
    ['１２３４５６７８', 'loyalty_id:12345678', 'full-width digits of a Japanese keyboard'],
    ['12-3', 'loyalty_id:12-3', 'too short for a card: the separator may mean something'],
    ['ada@example.com', 'loyalty_id:ADA@EXAMPLE.COM', 'no number at all, but one id in either case'],
    ['4F1C2A3B-1111-4222-8333-444455556666', 'loyalty_id:4f1c2a3b-1111-4222-8333-444455556666', 'a UUID'],
    ['  ', undefined, 'nothing'],
    ['"" ', undefined, 'nothing, in quotation marks'],
    ['1'.repeat(257), undefined, 'too long for any card'],
  ])('reads the loyalty id %j as %s: %s', (value, expected) => {
    expect(keyOf('loyalty_id', value)).toBe(expected)
  })

  it.each<[Identifier['type'], string, string | undefined, string]>([
    [
      'device_id',
      'A1B2C3D4-0000-4000-8000-000000000002',
      'device_id:a1b2c3d4-0000-4000-8000-000000000002',
      'iOS writes UUIDs in capitals',
    ],
    [
      'device_id',
      'cdda802e-fb9c-47ad-9866-0794d394c912',
      'device_id:cdda802e-fb9c-47ad-9866-0794d394c912',
      'Google advertising ids come in small letters',
    ],
    ['device_id', 'fGh7:APA91bHun', 'device_id:fGh7:APA91bHun', 'no UUID: case matters'],
    [
      'cookie_id',
      '"507f191e-810c-4197-29de-860ea1234567"',
      'cookie_id:507f191e-810c-4197-29de-860ea1234567',
      'cookies of analytics.js hold JSON',
    ],
    [
      'cookie_id',
      '%22507f191e-810c-4197-29de-860ea1234567%22',
      'cookie_id:507f191e-810c-4197-29de-860ea1234567',
      'the same, not decoded',
    ],
    ['cookie_id', 'GA1.2.1033501218.1368477899', 'cookie_id:GA1.2.1033501218.1368477899', 'kept as it is'],
    ['cookie_id', `${'"'.repeat(100_000)}`, undefined, 'too long for any id'],
    ['external_id', "o'neil", "external_id:o'neil", 'one quotation mark is part of the id'],
    ['external_id', '007', 'external_id:007', 'leading zeros are part of the number'],
  ])('reads the %s %.40s as %s: %s', (type, value, expected) => expect(keyOf(type, value)).toBe(expected))

  it.each<[string, string | undefined, string | undefined, string]>([
    ['000917', 'Bristol', 'pos_bill:Bristol:000917', 'leading zeros are part of the number'],
    ['917', 'Bristol', 'pos_bill:Bristol:917', 'so this is another bill'],
    ['917', 'Store: Bath', 'pos_bill:Store- Bath:917', 'a colon would end the scope'],
    ['917', undefined, undefined, 'every store has a bill 917'],
    ['917', ' ', undefined, 'a store without a name is none'],
  ])('reads the bill %s of the store %s as %s: %s', (value, scope, expected) => {
    expect(keyOf('pos_bill', value, scope)).toBe(expected)
  })

  it.each<[string, string | undefined, string]>([
    ['447700900123', 'phone:+447700900123', 'the digits of a phone number'],
    ['whatsapp:+447700900123', 'phone:+447700900123', 'how Twilio writes it'],
    ['558487654321', 'phone:+5584987654321', 'an account older than the ninth digit'],
    ['5491123456789', 'phone:+541123456789', 'Argentina'],
    ['5215512345678', 'phone:+525512345678', 'Mexico'],
    ['US.13491208655302741918', 'whatsapp_id:US.13491208655302741918', 'scoped to a business: never a phone'],
    ['whatsapp:US.13491208655302741918', 'whatsapp_id:US.13491208655302741918', 'how Twilio writes it'],
    [
      'whatsapp: BR.1502576394655843',
      'whatsapp_id:BR.1502576394655843',
      'its digits would make a phone number',
    ],
    [
      'US.ENT.11815799212886844830',
      'whatsapp_id:US.ENT.11815799212886844830',
      'scoped to several businesses',
    ],
    ['us.aBc', 'whatsapp_id:us.aBc', 'kept letter by letter'],
    ['whatsapp:', undefined, 'nothing'],
  ])('reads the WhatsApp id %s as %s: %s', (value, expected) => {
    expect(keyOf('whatsapp_id', value)).toBe(expected)
  })

  it('reads phones by the country of the policy', () => {
    const phone: Identifier = { type: 'phone', value: '(84) 8765-4321' }
    expect(normaliseIdentifier(phone, { defaultCountry: 'BR' })?.value).toBe('+5584987654321')
    expect(normaliseIdentifier(phone, { defaultCountry: 'GB' })?.value).toBe('+448487654321')
  })

  const seed = 20261121
  it(`leaves alone what it has normalised (seed ${seed})`, () => {
    const value = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.stringMatching(/^["'% ]{0,3}[0-9a-zA-Z +.-]{1,20}["'% ]{0,3}$/),
      fc.stringMatching(/^(?:whatsapp:)?\+?5[0-9]{9,13}$/),
    )
    const scope = fc.option(fc.constantFrom('shopify/demo', ' a:b ', ''), { nil: undefined })
    fc.assert(
      fc.property(fc.constantFrom(...identifierTypes), value, scope, (type, text, within) => {
        const once = normaliseIdentifier({ type, value: text, scope: within }, policy)
        if (once !== undefined) expect(normaliseIdentifier(once, policy)).toEqual(once)
      }),
      { seed, numRuns: 20_000 },
    )
  }, 30_000)
})
