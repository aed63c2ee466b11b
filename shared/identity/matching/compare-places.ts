import { editDistance } from './edit-distance.ts'
import { type LevelOf, levelNumber } from './field-levels.ts'
import { jaroWinkler } from './jaro-winkler.ts'

const closeCityFrom = 0.9
const similarStreetFrom = 0.88

/** Level of two folded streets with house numbers: in a similar one the numbers agree, or nothing but a slip differs. */
export function compareStreets(left: string, right: string): number {
  return levelNumber('street', streetLevel(left, right))
}

function streetLevel(left: string, right: string): LevelOf<'street'> {
  if (left === right) return 'same'
  if (numbersOf(left) === numbersOf(right)) {
    return jaroWinkler(lettersOf(left), lettersOf(right)) >= similarStreetFrom ? 'similar' : 'different'
  }
  return editDistance(left, right, 1) <= 1 ? 'closeNumber' : 'different'
}

/** The digits of a street, which are mostly the house number. */
export function numbersOf(street: string): string {
  return street.replace(/\D+/g, ' ').trim()
}

/** The words of a street without what is said in many ways: "st", "str", "street". */
export function lettersOf(street: string): string {
  return street
    .replace(/\d+/g, ' ')
    .replace(
      /\b(?:street|str|st|road|rd|avenue|ave|av|lane|ln|drive|dr|close|cl|court|ct|place|pl|crescent|cres|strasse)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim()
}

/** Level of two postcodes without spaces. Those of one area share all but the last three characters, or the first three. */
export function comparePostcodes(left: string, right: string): number {
  if (left === right) return levelNumber('postcode', 'same')
  if (editDistance(left, right, 1) <= 1) return levelNumber('postcode', 'close')
  return levelNumber('postcode', postcodeArea(left) === postcodeArea(right) ? 'sameArea' : 'different')
}

/** "SW1A1AA" is in "SW1A", "10115" in "10", "90210" in "90". */
export function postcodeArea(postcode: string): string {
  return postcode.slice(0, Math.max(2, postcode.length - 3))
}

/** Level of two folded town names. */
export function compareCities(left: string, right: string): number {
  if (left === right) return levelNumber('city', 'same')
  return levelNumber('city', jaroWinkler(left, right) >= closeCityFrom ? 'close' : 'different')
}
