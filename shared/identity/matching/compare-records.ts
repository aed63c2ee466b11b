import { alignNames } from './align-names.ts'
import { compareEmails, comparePhones } from './compare-contacts.ts'
import { compareFirstNames, compareLastNames } from './compare-names.ts'
import { compareCities, comparePostcodes, compareStreets } from './compare-places.ts'
import {
  compareBirthYearWithEmail,
  compareFirstNameWithEmail,
  compareLastNameWithEmail,
} from './compare-with-email.ts'
import { editDistance } from './edit-distance.ts'
import { type Comparison, type LevelOf, levelNumber, type MatchField, matchFields } from './field-levels.ts'
import type { MatchRecord } from './match-record.ts'

/** How each field of two records compares, whichever of them is the left one. */
export function compareRecords(left: MatchRecord, right: MatchRecord): Comparison {
  return compareAligned(...alignNames(left, right))
}

/** The same for records whose names {@link alignNames} has put in one order. */
export function compareAligned(left: MatchRecord, right: MatchRecord): Comparison {
  const isAbroad = areTwoCountries(left.country, right.country)
  const levels: Record<MatchField, number> = {
    firstName: both(left.firstName, right.firstName, compareFirstNames),
    lastName: both(left.lastName, right.lastName, compareLastNames),
    birthDate: both(left.birthDate, right.birthDate, compareBirthDates),
    email: compareEmails(left, right),
    phone: both(left.phones, right.phones, comparePhones),
    street: both(
      left.street,
      right.street,
      isAbroad ? () => levelNumber('street', 'different') : compareStreets,
    ),
    ...compareTowns(left, right, isAbroad),
    firstNameInEmail: compareFirstNameWithEmail(left, right),
    lastNameInEmail: compareLastNameWithEmail(left, right),
    birthYearInEmail: compareBirthYearWithEmail(left, right),
  }
  const comparison = new Uint8Array(matchFields.length)
  for (let index = 0; index < comparison.length; index += 1) {
    const field = matchFields[index]
    if (field !== undefined) comparison[index] = levels[field]
  }
  return comparison
}

/**
 * The postcode and the town as far as it tells more: who shares a postcode shares the town, and strangers of one area
 * often do, so that the two together are one level.
 */
function compareTowns(
  left: MatchRecord,
  right: MatchRecord,
  isAbroad: boolean,
): Record<'postcode' | 'city', number> {
  const postcode = both(
    left.postcode,
    right.postcode,
    isAbroad ? () => levelNumber('postcode', 'different') : comparePostcodes,
  )
  const city = both(left.city, right.city, isAbroad ? () => levelNumber('city', 'different') : compareCities)
  if (postcode === 0 || postcode === levelNumber('postcode', 'different')) return { postcode, city }
  const isSameTown = city > 0 && city < levelNumber('city', 'different')
  return postcode === levelNumber('postcode', 'sameArea') && isSameTown
    ? { postcode: levelNumber('postcode', 'sameTown'), city: 0 }
    : { postcode, city: 0 }
}

/** Only codes are compared: "gb" and "united kingdom" are one country. */
function areTwoCountries(left = '', right = ''): boolean {
  return left.length === 2 && right.length === 2 && left !== right
}

function both<Value>(
  left: Value | undefined,
  right: Value | undefined,
  compare: (left: Value, right: Value) => number,
): number {
  return left === undefined || right === undefined ? 0 : compare(left, right)
}

function compareBirthDates(left: string, right: string): number {
  return levelNumber('birthDate', birthDateLevel(left, right))
}

/** Dates are `YYYYMMDD`. Close is one wrong digit or two neighbours swapped; partial is two of year, month and day. */
function birthDateLevel(left: string, right: string): LevelOf<'birthDate'> {
  if (left === right) return 'same'
  const [leftYear, leftMonth, leftDay] = datePartsOf(left)
  const [rightYear, rightMonth, rightDay] = datePartsOf(right)
  if (leftYear === rightYear && leftMonth === rightDay && leftDay === rightMonth) return 'swapped'
  if (editDistance(left, right, 1) <= 1) return 'close'
  const equalParts =
    Number(leftYear === rightYear) + Number(leftMonth === rightMonth) + Number(leftDay === rightDay)
  return equalParts === 2 ? 'partial' : 'different'
}

function datePartsOf(date: string): [string, string, string] {
  return [date.slice(0, 4), date.slice(4, 6), date.slice(6)]
}
