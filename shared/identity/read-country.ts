import { getCountries } from 'libphonenumber-js/min'
import { alpha2Codes } from './alpha-3-codes.ts'
import { foldText } from './matching/fold-text.ts'
import { hasPhoneNumbers } from './phone-country.ts'

/** The languages whose headings and answers files are read in. */
const languages = ['en', 'de', 'fr', 'es', 'it', 'nl'] as const

/** What people and shops call countries beside the names that Unicode's CLDR has. */
const otherNames: Readonly<Record<string, string>> = {
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  eire: 'IE',
  'republic of ireland': 'IE',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  'ivory coast': 'CI',
  uae: 'AE',
}

let codeByName: Map<string, string> | undefined

/**
 * The country a cell names, by its code of ISO 3166 ("DE", "DEU") or its name in six languages ("Germany", "Deutschland").
 * Undefined for a country without a numbering plan of its own, and for what names none.
 */
export function readCountry(text: string): string | undefined {
  const code = text.toUpperCase()
  if (hasPhoneNumbers(code)) return code
  codeByName ??= countryNames()
  return alpha2Codes.get(code) ?? codeByName.get(foldText(text))
}

function countryNames(): Map<string, string> {
  const names = new Map(Object.entries(otherNames))
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      const display = new Intl.DisplayNames(language, { type: 'region', style, fallback: 'none' })
      for (const country of getCountries()) {
        const name = display.of(country)
        if (name !== undefined) names.set(foldText(name), country)
      }
    }
  }
  return names
}
