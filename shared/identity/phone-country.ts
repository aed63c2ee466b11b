import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** The country (ISO 3166 alpha-2) of a number in E.164; undefined for one of no country, or of several. */
export function phoneCountry(phone: string): string | undefined {
  return parsePhoneNumberFromString(phone)?.country
}

/** Whether a phone number without a country can be read as one of this. */
export function hasPhoneNumbers(country: string): boolean {
  return isSupportedCountry(country)
}

/** What numbers of a country (ISO 3166 alpha-2) begin with behind the plus: "44"; undefined where it has none. */
export function callingCode(country: string): string | undefined {
  return isSupportedCountry(country) ? getCountryCallingCode(country) : undefined
}
