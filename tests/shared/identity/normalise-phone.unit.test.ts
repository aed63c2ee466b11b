import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'

describe('normalisePhone', () => {
  // Numbers of Ofcom's and the NANP's ranges for fiction; forms from the national numbering plans.
  it.each([
    ['07700 900123', 'GB', '+447700900123'],
    ['+44 7700 900123', 'US', '+447700900123'],
    ['0044 7700 900123', 'GB', '+447700900123'],
    ['+44 (0)7700 900123', 'GB', '+447700900123'],
    ['(020) 7946-0123', 'GB', '+442079460123'],
    ['020 7946 0123 ext. 45', 'GB', '+442079460123'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['１２１２５５５０１２３', 'US', '+12125550123'],
    ['whatsapp:+447700900123', 'GB', '+447700900123'],
    ['tel:+44-7700-900123', 'GB', '+447700900123'],
    ['+54 9 11 2345 6789', 'AR', '+5491123456789'],
  ])('reads %s, written in %s, as %s', (text, country, expected) => {
    expect(normalisePhone(text, country)).toBe(expected)
  })

  it('drops the 1 that WhatsApp still puts into Mexican mobile numbers', () => {
    expect(normalisePhone('+52 1 55 1234 5678', 'GB')).toBe('+525512345678')
    expect(normalisePhone('+525512345678', 'GB')).toBe('+525512345678')
    expect(normalisePhone('55 1234 5678', 'MX')).toBe('+525512345678')
  })

  it.each([
    '',
    ' ',
    'none',
    '12',
    '0800 FLOWERS',
    'ada@example.com',
    'call 07700 900123 please',
    '+999123456789',
  ])('makes nothing of %j', (text) => expect(normalisePhone(text, 'GB')).toBeUndefined())

  it('makes nothing of a number without a country code where no country is known', () => {
    expect(normalisePhone('07700 900123', 'ZZ')).toBeUndefined()
    expect(normalisePhone('+447700900123', 'ZZ')).toBe('+447700900123')
  })

  it('makes nothing of a very long text, and does not take long over it', () => {
    expect(normalisePhone('1'.repeat(1_000_000), 'GB')).toBeUndefined()
  })
})
