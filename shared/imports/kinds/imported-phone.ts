import { normalisePhone, readPhone, writtenNumber } from '../../identity/normalise-phone.ts'
import { callingCode } from '../../identity/phone-country.ts'
import { readCountry } from '../../identity/read-country.ts'

/** The cells of a row that tell a phone, as the file has them. */
interface PhoneCells {
  readonly phone?: string
  readonly country?: string
}

/** The prefix of calls abroad in most countries; digits may be those of other scripts. */
const zerosAbroad = /^[0\uFF10\u0660\u06F0]{2}/
/** A spreadsheet takes the plus off. Few countries have numbers as long as these without the code of a country. */
const longDigits = /^[1-9]\d{11,14}$/
const separators = /[\s().-]/g

/**
 * The phone of a row as identity takes it: the text of the file where the shop's country reads it, as numbers of every
 * source, or nothing does; else the number in E.164.
 *
 * A number that names its country is of that. Any other is one of the shop's country where such numbers are in use there,
 * else one of the row's by the same measure, else what has a length of the shop's, else of the row's: the row tells where
 * a parcel goes more often than where a phone is from.
 */
export function importedPhone(row: PhoneCells, shopCountry: string): string | undefined {
  return otherNumber(row, shopCountry) ?? row.phone
}

/** Whether identity can know somebody by the phone of a row. */
export function isPhoneOfRow(row: PhoneCells, shopCountry: string): boolean {
  if (row.phone === undefined) return false
  // The shop's reading first: it is the quicker one, and most numbers have it.
  return normalisePhone(row.phone, shopCountry) !== undefined || otherNumber(row, shopCountry) !== undefined
}

/** The number of the row, if it is another than what the shop's country makes of the text. */
function otherNumber({ phone, country }: PhoneCells, shopCountry: string): string | undefined {
  if (phone === undefined) return undefined
  const written = writtenNumber(phone)
  if (written.startsWith('+')) return undefined
  const rowCountry = country === undefined ? shopCountry : (readCountry(country) ?? shopCountry)

  const isAbroad = zerosAbroad.test(written)
  const named = isAbroad ? `+${written.slice(2)}` : withLostPlus(written, [shopCountry, rowCountry])
  const ofItself = named === undefined ? undefined : readPhone(named, shopCountry)
  if (ofItself?.isValid) {
    return ofItself.number === normalisePhone(written, shopCountry) ? undefined : ofItself.number
  }
  if (isAbroad) return normalisePhone(written, shopCountry) === undefined ? ofItself?.number : undefined

  if (rowCountry === shopCountry) return undefined
  const ofShop = readPhone(written, shopCountry)
  if (ofShop?.isValid) return undefined
  const ofRow = readPhone(written, rowCountry)
  return ofRow?.isValid || ofShop === undefined ? ofRow?.number : undefined
}

function withLostPlus(written: string, countries: readonly string[]): string | undefined {
  const digits = written.replace(separators, '')
  if (!longDigits.test(digits)) return undefined
  const isOf = (country: string) => digits.startsWith(callingCode(country) ?? '+')
  return countries.some(isOf) ? `+${digits}` : undefined
}
