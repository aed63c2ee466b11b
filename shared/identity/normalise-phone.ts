import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

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

const scheme = /^(?:whatsapp|sms|tel):/i
/** WhatsApp still writes Mexican mobiles with the 1 that the numbering plan dropped in 2019. */
const oldMexicanMobile = /^\+521(\d{10})$/
const maxLength = 64

/**
 * A phone number in E.164 (`+447700900123`). A number without a country code is read as one of `defaultCountry`
 * (ISO 3166: "GB"; one without a numbering plan leaves such numbers unread); extensions are dropped. Undefined when the
 * text is no phone number or has an impossible length.
 */
export function normalisePhone(text: string, defaultCountry: string): string | undefined {
  if (text.length > maxLength) return undefined
  const written = text.trim().replace(scheme, '')
  return plainNumber(written.replaceAll(' ', ''), defaultCountry) ?? parsedNumber(written, defaultCountry)
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

/** What the phone number library makes of it: the rule that {@link plainSpellings} abbreviates. */
export function parsedNumber(text: string, defaultCountry: string): string | undefined {
  const parsed = parsePhoneNumberFromString(text, {
    ...(isSupportedCountry(defaultCountry) && { defaultCountry }),
    extract: false,
  })
  if (parsed === undefined) return undefined
  const mexican = oldMexicanMobile.exec(parsed.number)
  if (mexican !== null) return `+52${mexican[1]}`
  if (!parsed.isPossible()) return undefined
  // Zeros upon zeros ("0 0430 00"): each reading would take one more away as a trunk prefix, so it is no number at all.
  const isStable =
    !parsed.nationalNumber.startsWith('0') ||
    parsePhoneNumberFromString(parsed.number)?.number === parsed.number
  return isStable ? parsed.number : undefined
}
