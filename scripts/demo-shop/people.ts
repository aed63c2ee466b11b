import { hash53 } from '#shared/kernel/hash.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { drawBetween, drawOne, drawWeighted, drawWhole } from './draw.ts'
import { drawEmail } from './email-addresses.ts'
import { areLookAlikes, drawBirthday, drawOtherName, kinshipAround, kinshipOf, kinships } from './kinship.ts'
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
  /** A regular who came in the last months. */
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
  /** `YYYY-MM-DD`, of those who tell it when they make an account or take a card. */
  readonly birthday: string | undefined
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
  /** The person whose e-mail address this one's account has too, if any. */
  readonly sharesEmailWith: string | undefined
  readonly usesWhatsapp: boolean
  readonly joinedMs: number
  /** From here on the person buys no more. */
  readonly leavesMs: number
}

const tellsBirthdayRate = 0.45
const familyAccountDays = 120

/**
 * The people of a shop, in order of their numbers. E-mail addresses, phones, cards, accounts and cookies are
 * each one person's alone, but for the first cookie of couples and the e-mail address of family accounts.
 */
export function generatePeople(count: number, calendar: Calendar, seed: number): Person[] {
  if (count > fictionalPhoneCount)
    throw new RangeError(`at most ${fictionalPhoneCount} people can be made up`)
  const people: Person[] = []
  const emails = new Set<string>()
  for (let number = 1; number <= count; number += 1) {
    const kin = kinshipOf(number) === undefined ? undefined : people.at(-1)
    people.push(generatePerson(number, { kin, emails, calendar, seed }))
  }
  return people
}

interface Surroundings {
  /** The person before, when the two have to do with each other. */
  kin: Person | undefined
  emails: Set<string>
  calendar: Calendar
  seed: number
}

function generatePerson(number: number, { kin, emails, calendar, seed }: Surroundings): Person {
  const random = personRandom(seed, number, 'person')
  const around = kinshipAround(number)
  const kinship = kin === undefined ? undefined : kinshipOf(number)
  const shares = kinship === undefined ? undefined : kinships[kinship]
  const kind =
    around === undefined ? drawWeighted(kinds, (candidate) => kindShares[candidate], random) : 'regular'
  const habit = drawHabit(number, kind, random)
  const firstName =
    kin === undefined
      ? drawOne(firstNames, random)
      : shares?.sharesName
        ? kin.firstName
        : drawOtherName(firstNames, kin.firstName, random)
  const lastName = kin?.lastName ?? drawOne(lastNames, random)
  const town = kin?.town ?? drawOne(towns, random)
  const neighbour = shares?.sharesHome ? kin : undefined
  const isFamilyAccount = around === 'family-account'
  const hasEmail = kind !== 'visitor' && (habit !== 'till' || random() < 0.6)
  const hasPhone = kind !== 'visitor' && (habit === 'till' ? random() < 0.9 : random() < 0.7)
  const phone = hasPhone || isFamilyAccount ? fictionalPhone(number - 1) : undefined
  const sharesEmail = kinship === 'family-account'
  return {
    personId: `p${String(number).padStart(4, '0')}`,
    number,
    kind,
    habit,
    firstName,
    lastName,
    town,
    street: neighbour?.street ?? drawStreet(random),
    postcode: neighbour?.postcode ?? drawPostcode(town, random),
    birthday: birthdayOf(number, kin, seed),
    email: sharesEmail ? kin?.email : hasEmail ? drawEmail(firstName, lastName, emails, random) : undefined,
    phone,
    loyaltyId: habit === 'web' ? undefined : loyaltyCard(number),
    accountId:
      isFamilyAccount || (hasEmail && habit !== 'till' && random() < 0.6)
        ? `acc_${20_000 + number}`
        : undefined,
    cookies: [(kinship === 'couple' ? kin?.cookies[0] : undefined) ?? drawCookie(random), drawCookie(random)],
    secondDeviceFromMs: drawSecondDevice(calendar, random),
    sharesDeviceWith: kinship === 'couple' ? kin?.personId : undefined,
    sharesEmailWith: sharesEmail ? kin?.personId : undefined,
    usesWhatsapp: phone !== undefined && number <= mobilePhoneCount && random() < 0.35,
    ...drawStay(kind, calendar, random),
    // The first of a family is known by every number before the second comes.
    ...(isFamilyAccount && {
      joinedMs: sharesEmail ? calendar.nowMs - familyAccountDays * dayMs : calendar.startMs,
    }),
  }
}

function drawHabit(number: number, kind: PersonKind, random: RandomSource): Habit {
  const kinship = kinshipAround(number)
  if (areLookAlikes(kinship)) return 'both'
  if (kinship !== undefined || kind === 'visitor') return 'web'
  return drawWeighted(['web', 'till', 'both'] as const, (candidate) => habitShares[candidate], random)
}

/** Twins and namesakes tell theirs; of a parent and a child it is not always known, and then they look like one. */
function birthdayOf(number: number, kin: Person | undefined, seed: number): string | undefined {
  const random = personRandom(seed, number, 'birthday')
  const around = kinshipAround(number)
  const isTold = around === 'twins' || around === 'namesakes' || random() < tellsBirthdayRate
  return isTold ? drawBirthday(kinshipOf(number), kin?.birthday, random) : undefined
}

/** The card of the person of that number. */
export function loyaltyCard(number: number): string {
  return `HF${String(40_000_000 + number * 7_919)}`
}

/** A person's own stream of chance for one purpose: what one person does never changes what another does. */
export function personRandom(seed: number, number: number, purpose: string): RandomSource {
  return seededRandom(hash53(`${seed}:${number}:${purpose}`))
}

function drawStay(kind: PersonKind, calendar: Calendar, random: RandomSource) {
  const { startMs, nowMs } = calendar
  // Who buys once was not waiting for the first day.
  const wasThereBefore = random() < 0.2 && kind !== 'one-timer'
  if (kind === 'new') {
    return { joinedMs: drawBetween(nowMs - 90 * dayMs, nowMs - 2 * dayMs, random), leavesMs: nowMs }
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

/** House number and street. */
export function drawStreet(random: RandomSource): string {
  return `${drawWhole(1, 140, random)} ${drawOne(streets, random)}`
}

/** A postcode in that part of the town. */
export function drawPostcode({ postcodeArea }: Person['town'], random: RandomSource): string {
  return `${postcodeArea} ${drawWhole(1, 9, random)}${drawLetters(2, random)}`
}

/** A version 4 UUID, as browser libraries make them. */
export function drawCookie(random: RandomSource): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
  const variant = drawOne(['8', '9', 'a', 'b'], random)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

function drawLetters(count: number, random: RandomSource): string {
  return Array.from({ length: count }, () => drawOne([...'ABDEFGHJLNPQRSTUWXYZ'], random)).join('')
}
