import { hash53 } from '../../kernel/hash.ts'
import { mailboxName, phoneEnding } from './compare-contacts.ts'
import { lettersOf, numbersOf } from './compare-places.ts'
import type { MatchRecord } from './match-record.ts'
import { soundex } from './soundex.ts'

/**
 * The ways in which two records can come to be compared, the most telling first: they share a key of at least one. Each
 * alone would miss pairs; a pair is lost only when something is wrong in all of them.
 */
export const blockingPasses = [
  'email',
  'phone',
  'mailboxName',
  'birthDateAndInitial',
  'soundOfNames',
  'soundOfLastNameAndBirthYear',
  'soundOfFirstNameAndBirthMonth',
  'postcodeAndInitial',
  'streetAndNumber',
  'soundOfLastNameAndPlace',
  'soundOfFirstNameAndPlace',
  'birthDate',
  'lastName',
  'firstName',
] as const
export type BlockingPass = (typeof blockingPasses)[number]

const minMailboxName = 5

/** The texts under which a record is filed, by pass. Names are filed so that swapped ones still meet. */
function keyTexts(record: MatchRecord): Record<BlockingPass, readonly string[]> {
  const { emails = [], phones = [], birthDate, postcode, city, street } = record
  const names = [record.firstName, record.lastName].filter((name) => name !== undefined)
  const words = names.flatMap((name) => name.split(' '))
  const initials = [...new Set(names.map((name) => name.slice(0, 1)))]
  const sounds = names.map((name) => soundex(name.split(' ')[0] ?? ''))
  const firstSound = record.firstName === undefined ? [] : [soundex(words[0] ?? '')]
  const lastSounds = record.lastName === undefined ? [] : record.lastName.split(' ').map(soundex)
  const place = [postcode?.slice(0, 3), city?.slice(0, 4)].filter((part) => part !== undefined)
  return {
    email: emails,
    phone: phones.map(phoneEnding),
    mailboxName: emails.map(mailboxName).filter((name) => name.length >= minMailboxName),
    birthDateAndInitial: birthDate === undefined ? [] : initials.map((initial) => `${birthDate}${initial}`),
    soundOfNames: sounds.length === 2 ? [[...sounds].sort().join('')] : [],
    soundOfLastNameAndBirthYear:
      birthDate === undefined ? [] : lastSounds.map((sound) => sound + birthDate.slice(0, 4)),
    soundOfFirstNameAndBirthMonth:
      birthDate === undefined ? [] : firstSound.map((sound) => sound + birthDate.slice(4)),
    postcodeAndInitial: postcode === undefined ? [] : initials.map((initial) => postcode + initial),
    streetAndNumber: street === undefined ? [] : [`${numbersOf(street)} ${soundex(lettersOf(street))}`],
    soundOfLastNameAndPlace: lastSounds.flatMap((sound) => place.map((part) => sound + part)),
    soundOfFirstNameAndPlace: firstSound.flatMap((sound) => place.map((part) => sound + part)),
    // Alone they are enough only where few share them; the blocks of common ones are too large and dropped.
    birthDate: birthDate === undefined ? [] : [birthDate],
    lastName: record.lastName === undefined ? [] : [record.lastName],
    firstName: record.firstName === undefined ? [] : [record.firstName],
  }
}

const passBits = 16

/**
 * The keys of a record as 32-bit numbers, those of a more telling pass first, none twice: 28 bits of the text's hash
 * and 4 of the pass. Two texts that fall on one number by chance only cause a comparison too many.
 */
export function blockKeys(record: MatchRecord): number[] {
  const keys: number[] = []
  const texts = keyTexts(record)
  for (const [index, pass] of blockingPasses.entries()) {
    const ofPass = texts[pass]
      .filter((text) => text !== '')
      .map((text) => (hash53(text) % 2 ** 28) * passBits + index)
    keys.push(...[...new Set(ofPass)].sort((left, right) => left - right))
  }
  return keys
}

export function passOfKey(key: number): BlockingPass | undefined {
  return blockingPasses[key % passBits]
}
