import { jaroWinkler } from './jaro-winkler.ts'
import type { MatchRecord } from './match-record.ts'

/** Jaro-Winkler from which two names in each other's place are alike enough. */
const alikeFrom = 0.82
/** How much more alike two names have to be across than straight, of 2 at most. */
const clearlyAcross = 0.4

/**
 * Two records with their names in the same order: when given and family name of one stand in each other's place, they
 * are put right. Which of the two was right is not known, so the order is taken of the one whose given name sorts first.
 * A swap says nothing by itself: it happens to strangers as often as to one person.
 */
export function alignNames(left: MatchRecord, right: MatchRecord): readonly [MatchRecord, MatchRecord] {
  const { firstName, lastName } = left
  if (firstName === undefined || lastName === undefined || firstName === right.firstName) return [left, right]
  if (right.firstName === undefined || right.lastName === undefined) return [left, right]
  const across = jaroWinkler(firstName, right.lastName)
  if (across < alikeFrom) return [left, right]
  const otherAcross = jaroWinkler(lastName, right.firstName)
  const straight = jaroWinkler(firstName, right.firstName) + jaroWinkler(lastName, right.lastName)
  if (otherAcross < alikeFrom || across + otherAcross - straight < clearlyAcross) return [left, right]
  return firstName < right.firstName
    ? [left, { ...right, firstName: right.lastName, lastName: right.firstName }]
    : [{ ...left, firstName: lastName, lastName: firstName }, right]
}
