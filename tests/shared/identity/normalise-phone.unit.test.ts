import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'

describe('normalisePhone', () => {
  // Numbers of Ofcom's and the NANP's ranges for fiction; forms from the national numbering plans.
  it.each([
    ['07700 900123', 'GB', '+447700900123'],
    ['+44 7700 900123', 'US', '+447700900123'],
    ['0044 7700 900123', 'GB', '+447700900123'],
    ['+44 (0)7700 900123', 'GB', '+447700900123'],
    ['＋44 7700 900123', 'DE', '+447700900123'],
    ['tel: ＋44 7700 900123', 'US', '+447700900123'],
    ['(020) 7946-0123', 'GB', '+442079460123'],
    ['020 7946 0123 ext. 45', 'GB', '+442079460123'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['１２１２５５５０１２３', 'US', '+12125550123'],
    ['whatsapp:+447700900123', 'GB', '+447700900123'],
    ['tel:+44-7700-900123', 'GB', '+447700900123'],
  ])('reads %s, written in %s, as %s', (text, country, expected) => {
    expect(normalisePhone(text, country)).toBe(expected)
  })

  it.each<[string, string, string | undefined, string]>([
    ['+52 1 55 1234 5678', 'GB', '+525512345678', 'WhatsApp still puts a 1 into Mexican mobile numbers'],
    ['044 55 1234 5678', 'MX', '+525512345678', 'how a mobile was called from its own area until 2019'],
    ['55 1234 5678', 'MX', '+525512345678', 'ten digits since 2019'],
    ['558487654321', 'BR', '+5584987654321', 'the WhatsApp id of an account older than the ninth digit'],
    ['+55 84 98765-4321', 'BR', '+5584987654321', 'the same mobile as it is dialled today'],
    ['+55 11 8765-4321', 'GB', '+5511987654321', 'an old address book'],
    ['+55 31 7112-3456', 'BR', '+5531971123456', 'lines with 71 to 76 were mobiles'],
    [
      '+55 11 7812-3456',
      'BR',
      '+551178123456',
      'lines with 77 to 79 and 70 were radio and got no ninth digit',
    ],
    ['(11) 3456-7890', 'BR', '+551134567890', 'a fixed line begins with 2 to 5'],
    ['0800 123 4567', 'BR', '+558001234567', '80 is no area code'],
    ['8765-4321', 'BR', undefined, 'without its area code it is somebody else in each area'],
    ['98765-4321', 'BR', undefined, 'the same with the ninth digit'],
    [
      '+54 9 11 2345 6789',
      'AR',
      '+541123456789',
      'a mobile as it is called from abroad, and its WhatsApp id',
    ],
    ['+54 11 2345 6789', 'GB', '+541123456789', 'the same without the mark of a mobile'],
    ['011 15-2345-6789', 'AR', '+541123456789', 'the same as it is dialled at home'],
    ['15 2345 6789', 'AR', '+541123456789', 'only Buenos Aires has lines of eight digits'],
    ['15 234 5678', 'AR', undefined, 'without its area code it is somebody else in each area'],
    ['+54 9 11 15 2345 6789', 'AR', '+541123456789', 'both marks at once'],
    ['02966 15 42-3456', 'AR', '+542966423456', 'a long area code and a short line'],
    ['0800 555 1234', 'AR', '+548005551234', 'no mark in it'],
  ])('reads %s, written in %s, as %s: %s', (text, country, expected) => {
    expect(normalisePhone(text, country)).toBe(expected)
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
    'US.13491208655302741918',
    'whatsapp:US.13491208655302741918',
  ])('makes nothing of %j', (text) => expect(normalisePhone(text, 'GB')).toBeUndefined())

  it('makes nothing of a number without a country code where no country is known', () => {
    expect(normalisePhone('07700 900123', 'ZZ')).toBeUndefined()
    expect(normalisePhone('+447700900123', 'ZZ')).toBe('+447700900123')
  })

  it('makes nothing of a very long text, and does not take long over it', () => {
    expect(normalisePhone('1'.repeat(1_000_000), 'GB')).toBeUndefined()
  })
})
