import { hash53 } from '#shared/kernel/hash.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawBetween, drawOne, drawWeighted, drawWhole } from './draw.ts'
import { drawEmail } from './email-addresses.ts'
import { firstNames, lastNames, streets, towns } from './names.ts'
import { fictionalPhone, fictionalPhoneCount, mobilePhoneCount } from './phone-numbers.ts'
import { type Calendar, drawBusyDay } from './seasons.ts'

/** How a person buys, with the share of all people who do so. */
export const kindShares = {
  /** Buys the same few things again, each by its own rhythm. */
  regular: 0.19,
  /** Like a regular, with fuller baskets and a taste for the finer things. */
  'high-value': 0.035,
  /** Was a regular once and has not been seen for months. */
  lapsed: 0.14,
  /** A regular who came in the last weeks. */
  new: 0.1,
  /** Comes by now and then, with no rhythm. */
  occasional: 0.125,
  /** Comes for presents before Christmas. */
  'gift-buyer': 0.14,
  'one-timer': 0.24,
  /** Looks around the web shop and never buys. */
  visitor: 0.03,
} as const
export type PersonKind = keyof typeof kindShares
const kinds = Object.keys(kindShares) as PersonKind[]

/** Where a person shops: on the web alone, at the till alone, or both. */
export type Habit = 'web' | 'till' | 'both'
const habitShares: Record<Habit, number> = { web: 0.42, till: 0.36, both: 0.22 }

export interface Person {
  readonly personId: string
  /** 1, 2, 3 ...: the number other systems' ids are made from. */
  readonly number: number
  readonly kind: PersonKind
  readonly habit: Habit
  readonly firstName: string
  readonly lastName: string
  readonly town: (typeof towns)[number]
  readonly street: string
  readonly postcode: string
  readonly email: string | undefined
  /** E.164. */
  readonly phone: string | undefined
  readonly loyaltyId: string | undefined
  /** The web shop's account, for those who made one; the others check out as guests. */
  readonly accountId: string | undefined
  /** First party cookies of the browsers the person uses; the second comes into use at `secondDeviceFromMs`. */
  readonly cookies: readonly [string, string]
  readonly secondDeviceFromMs: number
  /** The person whose first browser this one uses too, if any. */
  readonly sharesDeviceWith: string | undefined
  readonly usesWhatsapp: boolean
  readonly joinedMs: number
  /** From here on the person buys no more. */
  readonly leavesMs: number
}

/** One in a hundred people share the browser of the person before them, so two in a hundred share one. */
const sharingStep = 100

/**
 * The people of a shop, in order of their numbers. E-mail addresses, phones, cards, accounts and cookies are
 * each one person's alone, but for the first cookie of people who share a device.
 */
export function generatePeople(count: number, calendar: Calendar, seed: number): Person[] {
  if (count > fictionalPhoneCount)
    throw new RangeError(`at most ${fictionalPhoneCount} people can be made up`)
  const people: Person[] = []
  const emails = new Set<string>()
  for (let number = 1; number <= count; number += 1) {
    const partner = number % sharingStep === 0 ? people.at(-1) : undefined
    people.push(generatePerson(number, { partner, emails, calendar, seed }))
  }
  return people
}

interface Surroundings {
  partner: Person | undefined
  emails: Set<string>
  calendar: Calendar
  seed: number
}

function generatePerson(number: number, { partner, emails, calendar, seed }: Surroundings): Person {
  const random = personRandom(seed, number, 'person')
  const inCouple = number % sharingStep === 0 || number % sharingStep === sharingStep - 1
  const kind = inCouple ? 'regular' : drawWeighted(kinds, (candidate) => kindShares[candidate], random)
  const habit =
    inCouple || kind === 'visitor'
      ? 'web'
      : drawWeighted(['web', 'till', 'both'] as const, (candidate) => habitShares[candidate], random)
  const firstName = drawOne(firstNames, random)
  const lastName = partner?.lastName ?? drawOne(lastNames, random)
  const town = partner?.town ?? drawOne(towns, random)
  const hasEmail = kind !== 'visitor' && (habit !== 'till' || random() < 0.6)
  const hasPhone = kind !== 'visitor' && (habit === 'till' ? random() < 0.9 : random() < 0.7)
  const phone = hasPhone ? fictionalPhone(number - 1) : undefined
  return {
    personId: `p${String(number).padStart(4, '0')}`,
    number,
    kind,
    habit,
    firstName,
    lastName,
    town,
    street: partner?.street ?? `${drawWhole(1, 140, random)} ${drawOne(streets, random)}`,
    postcode: partner?.postcode ?? `${town.postcodeArea} ${drawWhole(1, 9, random)}${drawLetters(2, random)}`,
    email: hasEmail ? drawEmail(firstName, lastName, emails, random) : undefined,
    phone,
    loyaltyId: habit === 'web' ? undefined : `HF${String(40_000_000 + number * 7_919)}`,
    accountId: hasEmail && habit !== 'till' && random() < 0.6 ? `acc_${20_000 + number}` : undefined,
    cookies: [partner?.cookies[0] ?? drawCookie(random), drawCookie(random)],
    secondDeviceFromMs: drawSecondDevice(calendar, random),
    sharesDeviceWith: partner?.personId,
    usesWhatsapp: phone !== undefined && number <= mobilePhoneCount && random() < 0.35,
    ...drawStay(kind, calendar, random),
  }
}

/** A person's own stream of chance for one purpose: what one person does never changes what another does. */
export function personRandom(seed: number, number: number, purpose: string): RandomSource {
  return seededRandom(hash53(`${seed}:${number}:${purpose}`))
}

function drawStay(kind: PersonKind, calendar: Calendar, random: RandomSource) {
  const { startMs, nowMs } = calendar
  const wasThereBefore = random() < 0.2
  if (kind === 'new') {
    return { joinedMs: drawBetween(nowMs - 45 * dayMs, nowMs - 2 * dayMs, random), leavesMs: nowMs }
  }
  if (kind === 'lapsed') {
    const joinedMs = wasThereBefore ? startMs : drawBetween(startMs, nowMs - 260 * dayMs, random)
    const latestMs = Math.min(nowMs - 130 * dayMs, joinedMs + 240 * dayMs)
    return { joinedMs, leavesMs: drawBetween(joinedMs + 45 * dayMs, latestMs, random) }
  }
  const joinedMs = wasThereBefore ? startMs : drawBusyDay(startMs, nowMs - 21 * dayMs, calendar, random)
  return { joinedMs, leavesMs: nowMs }
}

function drawSecondDevice({ liveFromMs, nowMs }: Calendar, random: RandomSource): number {
  return random() < 0.25 ? drawBetween(liveFromMs, nowMs, random) : Number.POSITIVE_INFINITY
}

/** A version 4 UUID, as browser libraries make them. */
function drawCookie(random: RandomSource): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  const variant = drawOne(['8', '9', 'a', 'b'], random)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

function drawLetters(count: number, random: RandomSource): string {
  return Array.from({ length: count }, () => drawOne([...'ABDEFGHJLNPQRSTUWXYZ'], random)).join('')
}
