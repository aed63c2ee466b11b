import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawBetween, drawOne, drawSome } from './draw.ts'
import { drawEmail } from './email-addresses.ts'
import { kinshipAround } from './kinship.ts'
import { misspellName } from './misspell.ts'
import {
  drawCookie,
  drawPostcode,
  drawStreet,
  loyaltyCard,
  type Person,
  type PersonKind,
  personRandom,
} from './people.ts'
import type { Calendar } from './seasons.ts'

const twiceRate = 40 / 1_500
const atTillRate = 0.75
const movedRate = 0.4
const emailAtTillRate = 0.7

const kindsTwice: ReadonlySet<PersonKind> = new Set([
  'regular',
  'high-value',
  'occasional',
  'gift-buyer',
  'one-timer',
])

/**
 * Some people of the web shop a second time, under numbers after the last person's: most took a card at the till, where
 * staff wrote down the name as they heard it; the others bought as a guest in another browser. They gave another e-mail
 * address or none and no phone, so nothing but who they are ties the two registrations, which have one `personId`.
 */
export function secondRegistrations(people: readonly Person[], calendar: Calendar, seed: number): Person[] {
  const emails = new Set(people.flatMap(({ email }) => email ?? []))
  const candidates = people.filter((person) => mayComeTwice(person, calendar))
  const random = personRandom(seed, 0, 'second registrations')
  return drawSome(candidates, Math.round(people.length * twiceRate), random).map((first, index) => {
    const number = people.length + 1 + index
    return registerAgain(first, number, emails, calendar, personRandom(seed, number, 'person'))
  })
}

/** Those who certainly bought on the web since the shop is connected, so that their address is known. */
function mayComeTwice(
  { kind, habit, email, number, joinedMs }: Person,
  { liveFromMs, nowMs }: Calendar,
): boolean {
  const isLive = joinedMs >= liveFromMs || kind !== 'one-timer'
  return (
    kindsTwice.has(kind) &&
    habit === 'web' &&
    email !== undefined &&
    isLive &&
    joinedMs < nowMs - 40 * dayMs &&
    kinshipAround(number) === undefined
  )
}

function registerAgain(
  first: Person,
  number: number,
  emails: Set<string>,
  { liveFromMs, nowMs }: Calendar,
  random: RandomSource,
): Person {
  const isAtTill = random() < atTillRate
  const tellsBirthday = first.birthday !== undefined && first.accountId !== undefined
  // Who has moved is known by the birthday alone.
  const hasMoved = isAtTill && tellsBirthday && random() < movedRate
  const { firstName, lastName } = writtenAgain(first, random)
  const hasEmail = !isAtTill || random() < emailAtTillRate
  return {
    ...first,
    number,
    kind: drawOne(['one-timer', 'occasional'], random),
    habit: isAtTill ? 'till' : 'web',
    firstName,
    lastName,
    street: hasMoved ? drawStreet(random) : first.street,
    postcode: hasMoved ? drawPostcode(first.town, random) : first.postcode,
    email: hasEmail ? drawEmail(first.firstName, first.lastName, emails, random) : undefined,
    phone: undefined,
    loyaltyId: isAtTill ? loyaltyCard(number) : undefined,
    accountId: undefined,
    cookies: [drawCookie(random), drawCookie(random)],
    secondDeviceFromMs: Number.POSITIVE_INFINITY,
    usesWhatsapp: false,
    joinedMs: drawBetween(Math.max(first.joinedMs, liveFromMs), nowMs - 20 * dayMs, random),
    leavesMs: nowMs,
  }
}

/** Mostly one of the two names has a slip, sometimes neither. */
function writtenAgain({ firstName, lastName }: Person, random: RandomSource) {
  const chance = random()
  return {
    firstName: chance < 0.4 ? misspellName(firstName, random) : firstName,
    lastName: chance >= 0.4 && chance < 0.8 ? misspellName(lastName, random) : lastName,
  }
}
