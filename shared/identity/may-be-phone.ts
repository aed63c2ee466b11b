import { getCountries } from 'libphonenumber-js/min'
import { normalisePhone } from './normalise-phone.ts'

/** No country has shorter numbers; without this look, a file without phones in that column would take long to read. */
const fourDigits = /(?:\p{Nd}\P{Nd}*){4}/u

/** Whether a text is a phone number in any country: what is none could name nobody, wherever the shop is. */
export function mayBePhone(text: string): boolean {
  return (
    fourDigits.test(text) && getCountries().some((country) => normalisePhone(text, country) !== undefined)
  )
}
