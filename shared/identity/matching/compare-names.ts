import { editDistance } from './edit-distance.ts'
import { type LevelOf, levelNumber } from './field-levels.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { areNicknames } from './nicknames.ts'

/** Jaro-Winkler from which two names are one with a slip of the pen, and from which they are alike. */
const closeFrom = 0.92
const similarFrom = 0.82

const firstNameLevel = (level: LevelOf<'firstName'>) => levelNumber('firstName', level)
const lastNameLevel = (level: LevelOf<'lastName'>) => levelNumber('lastName', level)

/** Level of two folded given names. A second given name that only one has is no difference. */
export function compareFirstNames(left: string, right: string): number {
  if (left === right) return firstNameLevel('same')
  const [leftWord = ''] = left.split(' ')
  const [rightWord = ''] = right.split(' ')
  if (leftWord.length === 1 || rightWord.length === 1) {
    return firstNameLevel(leftWord[0] === rightWord[0] ? 'initial' : 'different')
  }
  if (leftWord === rightWord)
    return firstNameLevel(left === leftWord || right === rightWord ? 'same' : 'close')
  if (areNicknames(leftWord, rightWord)) return firstNameLevel('nickname')
  return firstNameLevel(likeness(left, right))
}

/** Level of two folded family names. A double name and one of its halves are parts of each other. */
export function compareLastNames(left: string, right: string): number {
  if (left === right) return lastNameLevel('same')
  if (isPart(left, right) || isPart(right, left)) return lastNameLevel('part')
  return lastNameLevel(likeness(left, right))
}

function isPart(part: string, whole: string): boolean {
  return part.length > 2 && whole.includes(' ') && whole.split(' ').includes(part)
}

function likeness(left: string, right: string): 'close' | 'similar' | 'different' {
  const value = jaroWinkler(left, right)
  const isOneSlip = editDistance(left, right, 1) <= 1
  const shortest = Math.min(left.length, right.length)
  if (value >= closeFrom || (isOneSlip && shortest >= 4)) return 'close'
  // Ian and Jan are two names, but Ivy and Viy may be one.
  return value >= similarFrom || (isOneSlip && shortest === 3) ? 'similar' : 'different'
}
