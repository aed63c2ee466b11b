/** The 1 of mobiles and the prefixes of calls within Mexico, all dropped from the numbering plan in August 2019. */
const oldMexicanNumber = /^\+52(?:1|01|044|045)(\d{10})$/

/** The 9 says that the line is a mobile's and is no part of its ten digits; many leave it out. */
const markedArgentineMobile = /^\+549(\d{10})$/
/** Within the country a mobile is marked by a 15 instead; only Buenos Aires (11) has lines of eight digits. */
const localBuenosAiresMobile = /^\+5415(\d{8})$/

/**
 * A Brazilian mobile as it was before the ninth digit (2012 to 2016), and as WhatsApp still knows older accounts.
 * Lines that begin with 2 to 5 are fixed; 70, 77, 78 and 79 were radio, which never got a ninth digit.
 */
const shortBrazilianMobile = /^\+55([1-9][1-9])([689]\d{7}|7[1-6]\d{6})$/
/** A Brazilian number without its area code: it is somebody else's in each area. */
const localBrazilianNumber = /^\+55\d{8,9}$/

/**
 * The one form of a number in E.164 that is written in more than one: Mexican numbers without the former 1, Argentine
 * mobiles without the 9, Brazilian mobiles with the ninth digit. Undefined for a Brazilian number without area code.
 * All other numbers stay as they are.
 */
export function normaliseNationalNumber(number: string): string | undefined {
  if (number.startsWith('+52')) return number.replace(oldMexicanNumber, '+52$1')
  if (number.startsWith('+54')) {
    return number.replace(markedArgentineMobile, '+54$1').replace(localBuenosAiresMobile, '+5411$1')
  }
  if (!number.startsWith('+55')) return number
  return localBrazilianNumber.test(number) ? undefined : number.replace(shortBrazilianMobile, '+55$19$2')
}
