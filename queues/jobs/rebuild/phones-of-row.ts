import { identifierKey } from '#shared/identity/identifier.ts'
import { phonesInText, type WrittenIdentifier } from '#shared/identity/identifiers-in-text.ts'
import type { IdentifierPolicy } from '#shared/identity/normalise-identifier.ts'
import { readCountry } from '#shared/identity/read-country.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import { importedPhone } from '#shared/imports/kinds/imported-phone.ts'

/** A row tells a country or two; what else reads as one ("no", "it") takes little room. */
const mostCountries = 20
const longestCountry = 100
const quotedCell = /"([^"]*)"/g
const betweenCells = /[",;|\t\n]/

/** The phones that an import takes a file's row to tell, or took it to before, by a country that another cell of it names. */
export function* phonesOfRow(row: string, policy: IdentifierPolicy): Generator<WrittenIdentifier> {
  const phones = new Set(phonesInText(row))
  if (phones.size === 0) return
  const countries = countriesOf(row)
  for (const phone of phones) {
    const readings = [
      { value: importedPhone({ phone }, policy.defaultCountry), policy },
      ...countries.flatMap((country) => [
        { value: importedPhone({ phone, country }, policy.defaultCountry), policy },
        { value: phone, policy: { ...policy, defaultCountry: country } },
      ]),
    ]
    const keys = readings.flatMap(({ value = '', policy }) =>
      usableIdentifiers([{ type: 'phone', value }], policy).map(identifierKey),
    )
    for (const key of new Set(keys)) yield [key, phone]
  }
}

/** How cells stand in the file is not known here: a quoted one is read whole and in its parts. */
function countriesOf(row: string): string[] {
  const quoted = Array.from(row.matchAll(quotedCell), ([, cell = '']) => cell)
  const countries = new Set<string>()
  for (const cell of new Set([...quoted, ...row.split(betweenCells)])) {
    const text = cell.trim()
    const country = text === '' || text.length > longestCountry ? undefined : readCountry(text)
    if (country !== undefined) countries.add(country)
    if (countries.size === mostCountries) break
  }
  return [...countries]
}
