import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import { normaliseNationalNumber } from './normalise-national-number.ts'

/**
 * Spellings so plain and common that parsing them (some 20 µs) is not needed: digits, spaces and a plus sign. The
 * answer is the library's, which a property test holds them to.
 */
const plainSpellings: readonly {
  country: CountryCode
  callingCode: string
  full: RegExp
  national: RegExp
}[] = [
  { country: 'GB', callingCode: '+44', full: /^\+447\d{9}$/, national: /^0(7\d{9})$/ },
  { country: 'IN', callingCode: '+91', full: /^\+91[6-9]\d{9}$/, national: /^([6-9]\d{9})$/ },
  { country: 'US', callingCode: '+1', full: /^\+1[2-9]\d{9}$/, national: /^([2-9]\d{9})$/ },
]

const scheme = /^(?:whatsapp|sms|tel):\s*/i
const fullWidthPlus = /^\uFF0B/
/** Mexico, Argentina and Brazil. */
const inSeveralForms = /^\+5[245]/
/** An Argentine mobile with both its marks, the 9 of calls from abroad and the 15 of calls at home. */
const doublyMarkedArgentine = /^\+549(\d{12})$/
const maxLength = 64
/** Ranges that Ofcom keeps for films and examples. The library has them for none of Britain. */
const britishFiction = /^\+44(?:7700900|1632960)\d{3}$/

/** A number in E.164, and whether the numbering plan of its country has such numbers, not their length alone. */
export interface PhoneReading {
  readonly number: string
  readonly isValid: boolean
}

/**
 * A phone number in E.164 (`+447700900123`), in one form where a country writes a number in several (see
 * {@link normaliseNationalNumber}). A number without a country code is read as one of `defaultCountry` (ISO 3166: "GB";
 * one without a numbering plan leaves such numbers unread); extensions are dropped. Undefined when the text is no phone
 * number or has an impossible length.
 */
export function normalisePhone(text: string, defaultCountry: string): string | undefined {
  if (text.length > maxLength) return undefined
  const written = writtenNumber(text)
  return (
    plainNumber(written.replaceAll(' ', ''), defaultCountry) ?? parsedNumber(written, defaultCountry)?.number
  )
}

/** The same as {@link normalisePhone} with how sure it is. It takes longer: plain spellings are parsed too. */
export function readPhone(text: string, defaultCountry: string): PhoneReading | undefined {
  const read = text.length > maxLength ? undefined : parsedNumber(writtenNumber(text), defaultCountry)
  if (read === undefined) return undefined
  const { number, parsed } = read
  return { number, isValid: parsed.isValid() || britishFiction.test(number) }
}

/** A number without what is written around it: it begins with a plus where it names its country by one. */
export function writtenNumber(text: string): string {
  return text.trim().replace(scheme, '').replace(fullWidthPlus, '+')
}

function plainNumber(digits: string, defaultCountry: string): string | undefined {
  for (const spelling of plainSpellings) {
    if (spelling.full.test(digits)) return digits
    if (spelling.country !== defaultCountry) continue
    const national = spelling.national.exec(digits)?.[1]
    if (national !== undefined) return spelling.callingCode + national
  }
  return undefined
}

interface ParsedNumber {
  readonly number: string
  readonly parsed: PhoneNumber
}

/** What the phone number library makes of it: the rule that {@link plainSpellings} abbreviates. */
function parsedNumber(text: string, defaultCountry: string): ParsedNumber | undefined {
  const country = isSupportedCountry(defaultCountry) ? defaultCountry : undefined
  const parsed = parsePhoneNumberFromString(text, {
    ...(country && { defaultCountry: country }),
    extract: false,
  })
  if (parsed === undefined) return undefined
  const number = normaliseNationalNumber(withOneMark(parsed.number))
  if (number === undefined) return undefined
  if (number === parsed.number) {
    if (!parsed.isPossible()) return undefined
    if (!parsed.nationalNumber.startsWith('0') && !inSeveralForms.test(number)) return { number, parsed }
  }
  // Prefixes upon prefixes ("0 0430 00"): each reading would take one more away, so it is no number at all.
  const again = parsePhoneNumberFromString(number)
  return again?.isPossible() && normaliseNationalNumber(again.number) === number
    ? { number, parsed: again }
    : undefined
}

function withOneMark(number: string): string {
  const behindMark = doublyMarkedArgentine.exec(number)?.[1]
  return behindMark === undefined
    ? number
    : (parsePhoneNumberFromString(`+54${behindMark}`)?.number ?? number)
}
