import { canonicalEmail } from '../canonical-email.ts'
import { editDistance } from './edit-distance.ts'
import { type LevelOf, levelNumber } from './field-levels.ts'
import type { MatchRecord } from './match-record.ts'

/**
 * The most alike of all pairs of e-mails. Two addresses of different providers that are nothing but the person's name
 * say no more than the name does: they count as missing.
 */
export function compareEmails(left: MatchRecord, right: MatchRecord): number {
  return mostAlike(left.emails ?? [], right.emails ?? [], (leftEmail, rightEmail) => {
    const level = emailLevel(leftEmail, rightEmail)
    return level === 'sameName' && isMadeOfName(mailboxName(leftEmail), left, right)
      ? 0
      : levelNumber('email', level)
  })
}

/** Besides a name, mailboxes have an initial, a short number or a year, which others of that name choose as well. */
const littleMore = /^(?:[a-z]?\d{0,2}|(?:19|20)\d\d)$/

function isMadeOfName(mailbox: string, ...records: readonly MatchRecord[]): boolean {
  return records.some(({ firstName = '', lastName = '' }) => {
    const rest = mailbox.replace(lastName.replaceAll(' ', ''), '').replace(firstName.replaceAll(' ', ''), '')
    return littleMore.test(rest)
  })
}

/** The most alike of all pairs of phone numbers. */
export function comparePhones(left: readonly string[], right: readonly string[]): number {
  return mostAlike(left, right, (leftPhone, rightPhone) =>
    levelNumber('phone', phoneLevel(leftPhone, rightPhone)),
  )
}

function mostAlike(
  left: readonly string[],
  right: readonly string[],
  levelOf: (left: string, right: string) => number,
): number {
  let best = 0
  for (const leftValue of left) {
    for (const rightValue of right) {
      const level = levelOf(leftValue, rightValue)
      if (level > 0 && (best === 0 || level < best)) best = level
    }
  }
  return best
}

/** A shorter name before the @ is shared by too many to say anything. */
const minNameLength = 5

function emailLevel(left: string, right: string): LevelOf<'email'> {
  if (left === right) return 'same'
  const leftName = mailboxName(left)
  const rightName = mailboxName(right)
  if (canonicalEmail(left) === canonicalEmail(right)) return 'sameMailbox'
  if (leftName === rightName && domainOf(left) === domainOf(right)) return 'sameMailbox'
  const slips = Math.min(left.length, right.length) >= 12 ? 2 : 1
  // Another number is mostly another person: "ada19@" and "ada91@".
  const isAsLong = Math.abs(left.length - right.length) <= slips
  if (isAsLong && digitsOf(left) === digitsOf(right) && editDistance(left, right, slips) <= slips)
    return 'close'
  return leftName === rightName && leftName.length >= minNameLength ? 'sameName' : 'different'
}

/** What stands before the @ without dots, dashes and a plus tag, which are often left out or put in. */
export function mailboxName(email: string): string {
  const name = email.slice(0, email.lastIndexOf('@'))
  const plus = name.indexOf('+')
  return (plus > 0 ? name.slice(0, plus) : name).replace(/[._-]/g, '')
}

function digitsOf(email: string): string {
  return email.replace(/\D+/g, '')
}

function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

const phoneEndingLength = 7

/** The last digits of a phone number, which stay the same in every way to write it. */
export function phoneEnding(phone: string): string {
  return phone.slice(-phoneEndingLength)
}

function phoneLevel(left: string, right: string): LevelOf<'phone'> {
  if (left === right) return 'same'
  if (left.length > phoneEndingLength && phoneEnding(left) === phoneEnding(right)) return 'sameEnding'
  return editDistance(left, right, 1) <= 1 ? 'close' : 'different'
}
