import { describe, expect, it } from 'vitest'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import { importedPhone, isPhoneOfRow } from '#shared/imports/kinds/imported-phone.ts'

describe('the phone of a row', () => {
  // Numbers of Ofcom's and the NANP's ranges for fiction, examples of regulators, and forms of the numbering plans.
  it.each([
    // A number of the shop's country, whatever land the row names: the one the parcel goes to, say.
    ['GB', '07700 900123', 'IE', '+447700900123'],
    ['GB', '07700 900123', 'DE', '+447700900123'],
    ['GB', '01632 960123', 'DE', '+441632960123'],
    ['GB', '07400 123456', 'AT', '+447400123456'],
    ['GB', '020 7946 0123', 'Germany', '+442079460123'],
    ['GB', '020 7946 0123', 'FR', '+442079460123'],
    ['GB', '07700 900123', 'US', '+447700900123'],
    ['IN', '98765 43210', 'US', '+919876543210'],
    ['IN', '9876543210', 'GB', '+919876543210'],
    ['IN', '9876543210', 'AE', '+919876543210'],
    ['DE', '030 901820', 'GB', '+4930901820'],
    // A number that is none of the shop's country.
    ['GB', '030 901820', 'Deutschland', '+4930901820'],
    ['GB', '0151 23456789', 'DEU', '+4915123456789'],
    ['GB', '98765 01234', 'IN', '+919876501234'],
    ['GB', '32 12 34 56', 'Denmark', '+4532123456'],
    ['GB', '01 42 68 53 00', 'FRA', '+33142685300'],
    ['GB', '(202) 555-0123', 'United States', '+12025550123'],
    // Of no country with certainty: what the shop's country could have, as without a country.
    ['GB', '0987 654 3210', 'IE', '+449876543210'],
    ['GB', '098765 4321', 'SG', '+44987654321'],
    // What could be one of the row's country alone.
    ['GB', '2002 0123', 'DK', '+4520020123'],
    // Whoever writes the country means it.
    ['GB', '+49 30 901820', 'FR', '+4930901820'],
    ['DE', '＋44 7700 900123', 'DE', '+447700900123'],
    ['GB', '＋44 7700 900123', 'DE', '+447700900123'],
    ['GB', 'tel:+44 7700 900123', 'US', '+447700900123'],
    ['US', 'tel:0044 7700 900123', 'US', '+447700900123'],
    ['GB', '0044 7700 900123', 'US', '+447700900123'],
    ['GB', '0044 7700 900123', 'AU', '+447700900123'],
    ['GB', '0044 7700 900123', 'SG', '+447700900123'],
    ['GB', '0044 20 2555 0123', 'JP', '+442025550123'],
    ['GB', '00 44 7700 900123', '', '+447700900123'],
    ['GB', '００４４ 7700 900123', 'US', '+447700900123'],
    ['US', '0044 7700 900123', 'GB', '+447700900123'],
    ['US', '0044 7700 900123', '', '+447700900123'],
    ['US', '011 44 7700 900123', 'DE', '+447700900123'],
    ['SG', '001 49 30 901820', 'DE', '+4930901820'],
    ['JP', '0044 20 7946 0123', '', '+442079460123'],
    // A spreadsheet has taken the plus off.
    ['GB', '447700900123', '', '+447700900123'],
    ['GB', '447700900123', 'DE', '+447700900123'],
    ['GB', '447700900123', 'FR', '+447700900123'],
    ['GB', '447700900123', 'US', '+447700900123'],
    ['DE', '447700900123', 'GB', '+447700900123'],
    ['DE', '447911 123456', 'United Kingdom', '+447911123456'],
    ['GB', '4915123456789', 'Germany', '+4915123456789'],
    ['DE', '4915123456789', '', '+4915123456789'],
    ['DE', '4915123456789', 'DE', '+4915123456789'],
    ['IN', '919876501234', '', '+919876501234'],
    ['GB', '919876501234', 'IN', '+919876501234'],
    ['GB', '33142685300', 'FR', '+33142685300'],
    ['GB', '12025550123', 'US', '+12025550123'],
    // No phone of anywhere that the row or the shop is.
    ['GB', '32 12 34 56', '', undefined],
    ['GB', '4915123456789', 'FR', undefined],
    ['GB', 'n/a', 'DE', undefined],
    ['GB', '0044 12', 'DE', undefined],
    ['GB', '+44 12', 'DE', undefined],
  ])('is read in a shop of %s where it is %s of a row in %s', (shopCountry, phone, country, number) => {
    const row = { phone, ...(country !== '' && { country }) }
    expect(normalisePhone(importedPhone(row, shopCountry) ?? '', shopCountry)).toBe(number)
    expect(isPhoneOfRow(row, shopCountry)).toBe(number !== undefined)
  })

  it('stays as it is written where identity reads it so', () => {
    for (const [phone, country] of [
      ['020 7946 0123', 'GB'],
      ['020 7946 0123', 'FR'],
      ['020 7946 0123', 'Atlantis'],
      ['0044 7700 900123', 'US'],
      ['447700900123', 'DE'],
      ['+49 30 901820', 'FR'],
      ['n/a', 'FR'],
    ] as const) {
      expect(importedPhone({ phone, country }, 'GB')).toBe(phone)
    }
    expect(importedPhone({ country: 'FR' }, 'GB')).toBeUndefined()
  })
})
