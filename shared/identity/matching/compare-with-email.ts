import { mailboxName } from './compare-contacts.ts'
import { editDistance } from './edit-distance.ts'
import { levelNumber } from './field-levels.ts'
import type { MatchRecord } from './match-record.ts'

/** A shorter name is in many mailboxes by chance. */
const minNameLength = 3
/** A name from this length on may have a slip. */
const minSlipLength = 5

/**
 * Whether the e-mails of a record without a given name tell the given name of the other: "harper.wood92" tells Harper,
 * "hwood" the initial. 0 when both have given names or neither, or there is no e-mail.
 */
export function compareFirstNameWithEmail(left: MatchRecord, right: MatchRecord): number {
  const [named, unnamed] = left.firstName === undefined ? [right, left] : [left, right]
  const { emails = [] } = unnamed
  const [firstName = ''] = (named.firstName ?? '').split(' ')
  if (unnamed.firstName !== undefined || firstName.length < minNameLength || emails.length === 0) return 0
  const familyNames = [named.lastName, unnamed.lastName].map((name) => name?.replaceAll(' ', '') ?? '')
  const rests = emails.map((email) =>
    familyNames.reduce((rest, name) => rest.replace(name, ''), lettersOf(mailboxName(email))),
  )
  if (rests.some((rest) => tells(rest, firstName))) return levelNumber('firstNameInEmail', 'inEmail')
  return levelNumber(
    'firstNameInEmail',
    rests.includes(firstName.slice(0, 1)) ? 'initialInEmail' : 'notInEmail',
  )
}

/** The same for the family name, which may be in the mailbox or the domain. */
export function compareLastNameWithEmail(left: MatchRecord, right: MatchRecord): number {
  const [named, unnamed] = left.lastName === undefined ? [right, left] : [left, right]
  const { emails = [] } = unnamed
  const lastName = (named.lastName ?? '').replaceAll(' ', '')
  if (unnamed.lastName !== undefined || lastName.length < minNameLength || emails.length === 0) return 0
  const isTold = emails.some((email) => {
    const letters = lettersOf(email)
    return letters.includes(lastName) || tells(lettersOf(mailboxName(email)).slice(1), lastName)
  })
  return levelNumber('lastNameInEmail', isTold ? 'inEmail' : 'notInEmail')
}

/**
 * Whether a year in an e-mail is the birth year of the other, where one birth date or both are missing. 0 when there is
 * nothing to compare, or nothing but one address with itself.
 */
export function compareBirthYearWithEmail(left: MatchRecord, right: MatchRecord): number {
  if (left.birthDate !== undefined && right.birthDate !== undefined) return 0
  const leftYears = yearsOf(left, right)
  if (leftYears.length === 0) return 0
  const rightYears = yearsOf(right, left)
  if (rightYears.length === 0) return 0
  const isTold = leftYears.some((year) => rightYears.includes(year))
  return levelNumber('birthYearInEmail', isTold ? 'inEmail' : 'notInEmail')
}

/** Quickly told, of most addresses. */
const digits = /\d{4}/
const birthYear = /(?<!\d)(?:19[2-9]\d|20[01]\d)(?!\d)/

/** The birth year, or else those that the e-mails tell which the other record does not have as well. */
function yearsOf({ birthDate, emails = [] }: MatchRecord, other: MatchRecord): string[] {
  if (birthDate !== undefined) return [birthDate.slice(0, 4)]
  const years: string[] = []
  for (const email of emails) {
    const year = digits.test(email) ? birthYear.exec(email)?.[0] : undefined
    const isTheirs = other.birthDate === undefined && other.emails?.includes(email) === true
    if (year !== undefined && !isTheirs) years.push(year)
  }
  return years
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]+/gu, '')
}

function tells(letters: string, name: string): boolean {
  if (letters.includes(name)) return true
  return name.length >= minSlipLength && editDistance(letters.slice(0, name.length), name, 1) <= 1
}
