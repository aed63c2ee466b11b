import { normalisePhone } from '../../identity/normalise-phone.ts'
import { readCountry } from '../../identity/read-country.ts'

/** The cells of a row that tell a phone, as the file has them. */
interface PhoneCells {
  readonly phone?: string
  readonly country?: string
}

/**
 * The phone of a row as identity takes it. A row of another country than the shop's is read by its own, in E.164; undefined when
 * the number is none there. Else it is the text of the file: identity reads it by the shop's country, as that of every source.
 */
export function importedPhone({ phone, country }: PhoneCells, shopCountry: string): string | undefined {
  // A number that names its country needs no other.
  if (phone === undefined || country === undefined || phone.startsWith('+')) return phone
  const rowCountry = readCountry(country)
  return rowCountry === undefined || rowCountry === shopCountry ? phone : normalisePhone(phone, rowCountry)
}

/** Whether identity can know somebody by the phone of a row. */
export function isPhoneOfRow(row: PhoneCells, shopCountry: string): boolean {
  const phone = importedPhone(row, shopCountry)
  return phone !== undefined && normalisePhone(phone, shopCountry) !== undefined
}
