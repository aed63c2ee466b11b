import { getCountries } from 'libphonenumber-js/min'
import { describe, expect, it } from 'vitest'
import { readCountry } from '#shared/identity/read-country.ts'

describe('readCountry', () => {
  // Names as shops' exports write them; codes from ISO 3166-1.
  it.each([
    ['DE', 'DE'],
    ['gb', 'GB'],
    ['Germany', 'DE'],
    ['DEUTSCHLAND', 'DE'],
    ['Allemagne', 'DE'],
    ['Alemania', 'DE'],
    ['Germania', 'DE'],
    ['Duitsland', 'DE'],
    ['Österreich', 'AT'],
    ['Osterreich', 'AT'],
    ['Côte d’Ivoire', 'CI'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['England', 'GB'],
    ['USA', 'US'],
    ['United States', 'US'],
    ['Hong Kong', 'HK'],
    ['EIRE', 'IE'],
    ['Czech Republic', 'CZ'],
  ])('reads %s as %s', (text, code) => expect(readCountry(text)).toBe(code))

  it.each(['', 'Atlantis', 'Unspecified', 'European Community', 'XX', '__proto__', 'constructor'])(
    'reads nothing in %s',
    (text) => expect(readCountry(text)).toBeUndefined(),
  )

  it('reads the name of each country in each of six languages as that country alone', () => {
    for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl']) {
      const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
      for (const country of getCountries()) {
        const name = names.of(country)
        if (name !== undefined) expect([name, readCountry(name)]).toEqual([name, country])
      }
    }
  })
})
