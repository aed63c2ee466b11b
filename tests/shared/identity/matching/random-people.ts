import { foldName, foldText } from '#shared/identity/matching/fold-text.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { areNicknames } from '#shared/identity/matching/nicknames.ts'
import type { RandomSource } from '#shared/kernel/random.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { withSlip, withWrongDigit } from './damage-text.ts'
import { drawFirstName, drawLastName, drawTowns, type Town } from './random-names.ts'

/** How a made-up world goes. Chances are 0..1 and of one record or one duplicate. */
export interface World {
  readonly personCount: number
  readonly townCount: number
  /** Further records of a person: one of these, by chance. */
  readonly duplicateCounts: readonly number[]
  /** People who live with others of their family, under one name, address and often one telephone. */
  readonly familyChance: number
  readonly twinChance: number
  /** Chance that a record has the field at all. */
  readonly has: Readonly<Record<Field, number>>
  /** Chance of a slip in each field of a duplicate. */
  readonly slipChance: number
  readonly swapChance: number
  readonly moveChance: number
  readonly marriageChance: number
  readonly nicknameChance: number
  /** Chance that a duplicate uses another address or number of the person. */
  readonly otherEmailChance: number
  readonly otherPhoneChance: number
  /** Records into which staff typed the shop's own number. */
  readonly shopPhoneChance: number
}

type Field = 'firstName' | 'lastName' | 'birthDate' | 'email' | 'phone' | 'street' | 'postcode' | 'city'

export interface LabelledRecords {
  readonly records: readonly MatchRecord[]
  /** Which person a record is of, by customer id. */
  readonly personOf: ReadonlyMap<string, number>
}

interface Home {
  readonly town: Town
  readonly street: string
  readonly postcode: string
  readonly phone: string
}

interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly birthDate: string
  readonly emails: readonly string[]
  readonly phones: readonly string[]
  readonly home: Home
}

/** Customers of a made-up world, some of them twice or more often, with the truth beside them. */
export function randomPeople(random: RandomSource, world: World): LabelledRecords {
  const towns = drawTowns(random, world.townCount)
  const people = drawPeople(random, world, towns)
  const shopPhones = [drawPhone(random), drawPhone(random)]
  const labelled: { person: number; record: Omit<MatchRecord, 'customerId'> }[] = []
  for (const [person, truth] of people.entries()) {
    labelled.push({ person, record: toRecord(random, world, truth, shopPhones) })
    const duplicateCount = drawOne(random, world.duplicateCounts)
    for (let duplicate = 0; duplicate < duplicateCount; duplicate += 1) {
      const changed = changePerson(random, world, truth, towns)
      labelled.push({ person, record: damage(random, world, toRecord(random, world, changed, shopPhones)) })
    }
  }
  const personOf = new Map<string, number>()
  const records = shuffled(random, labelled).map(({ person, record }, index) => {
    const customerId = `cus_${String(index).padStart(6, '0')}`
    personOf.set(customerId, person)
    return { customerId, ...record }
  })
  return { records, personOf }
}

function drawPeople(random: RandomSource, world: World, towns: readonly Town[]): Person[] {
  const people: Person[] = []
  const takenEmails = new Set<string>()
  while (people.length < world.personCount) {
    const home = drawHome(random, towns)
    const lastName = drawLastName(random)
    const size = random() < world.familyChance ? drawInt(random, 2, 4) : 1
    const members: Person[] = []
    for (let member = 0; member < size; member += 1) {
      const isTwin = member > 0 && random() < world.twinChance
      const drawn = drawPerson(random, home, random() < 0.85 ? lastName : drawLastName(random), takenEmails)
      // Nobody names two children alike, but some are named after a parent.
      const isNamesake = members.some(({ firstName }) => firstName === drawn.firstName)
      const own =
        isNamesake && random() < 0.8 ? { ...drawn, firstName: unusedFirstName(random, members) } : drawn
      const twin = members[member - 1]
      members.push(
        isTwin && twin !== undefined ? { ...own, lastName: twin.lastName, birthDate: twin.birthDate } : own,
      )
    }
    // Families share the telephone at home, and some one address for e-mail.
    const [firstEmail = ''] = members[0]?.emails ?? []
    const sharesEmail = size > 1 && random() < 0.1
    for (const each of members) {
      const phones = size > 1 && random() < 0.5 ? [home.phone, ...each.phones] : each.phones
      people.push({ ...each, phones, emails: sharesEmail ? [firstEmail, ...each.emails] : each.emails })
    }
  }
  return people.slice(0, world.personCount)
}

function unusedFirstName(random: RandomSource, members: readonly Person[]): string {
  for (;;) {
    const firstName = drawFirstName(random)
    if (members.every((member) => member.firstName !== firstName)) return firstName
  }
}

function drawHome(random: RandomSource, towns: readonly Town[]): Home {
  const rank = Math.floor((towns.length + 1) ** random()) - 1
  const town = towns[Math.min(rank, towns.length - 1)] ?? drawOne(random, towns)
  const at = drawInt(random, 0, town.postcodes.length - 1)
  // A street lies in one or two postcodes.
  const street = town.streets[(at + drawInt(random, 0, 1)) % town.streets.length] ?? ''
  return {
    town,
    street: `${drawInt(random, 1, 180)} ${street}`,
    postcode: town.postcodes[at] ?? '',
    phone: drawPhone(random),
  }
}

function drawPhone(random: RandomSource): string {
  return `+447${String(drawInt(random, 0, 999_999_999)).padStart(9, '0')}`
}

function drawPerson(random: RandomSource, home: Home, lastName: string, takenEmails: Set<string>): Person {
  const firstName = drawFirstName(random)
  const year = drawInt(random, 1935, 2005)
  const birthDate = `${year}${twoDigits(drawInt(random, 1, 12))}${twoDigits(drawInt(random, 1, 28))}`
  const providers = [
    'gmail.com',
    'hotmail.com',
    'yahoo.co.uk',
    'outlook.com',
    'icloud.com',
    `${lastName}.org`,
  ]
  const mailbox = () => {
    const kind = random()
    if (kind < 0.35) return `${firstName}.${lastName}${random() < 0.6 ? drawInt(random, 1, 99) : ''}`
    if (kind < 0.6) return `${firstName[0]}${lastName}${drawInt(random, 1, 99)}`
    if (kind < 0.8) return `${firstName}${year}`
    return `${drawLastName(random)}${drawInt(random, 1, 999)}`
  }
  // A second Ada Byron at one provider has to take another name.
  const email = (): string => {
    const drawn = `${mailbox()}@${drawOne(random, providers)}`
    if (takenEmails.has(drawn)) return email()
    takenEmails.add(drawn)
    return drawn
  }
  return {
    firstName,
    lastName,
    birthDate,
    emails: [email(), email()],
    phones: [drawPhone(random), drawPhone(random)],
    home,
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

/** The person as another source knows it. */
function changePerson(random: RandomSource, world: World, person: Person, towns: readonly Town[]): Person {
  const { emails, phones } = person
  return {
    ...person,
    home: random() < world.moveChance ? drawHome(random, towns) : person.home,
    lastName: random() < world.marriageChance ? drawLastName(random) : person.lastName,
    firstName: random() < world.nicknameChance ? nicknameOf(person.firstName) : person.firstName,
    emails: random() < world.otherEmailChance ? emails.slice(1) : emails,
    phones: random() < world.otherPhoneChance ? phones.slice(1) : phones,
  }
}

const shortForms =
  'tom harry ted liz kate sam mick bob dick tony sue meg pat andy dave jim charlie max joe dan becky jess matt steph will'.split(
    ' ',
  )

function nicknameOf(name: string): string {
  return shortForms.find((short) => areNicknames(short, name)) ?? name
}

function toRecord(
  random: RandomSource,
  world: World,
  person: Person,
  shopPhones: readonly string[],
): Omit<MatchRecord, 'customerId'> {
  const phone = random() < world.shopPhoneChance ? drawOne(random, shopPhones) : person.phones[0]
  return {
    ...kept(random, world, 'firstName', foldName(person.firstName)),
    ...kept(random, world, 'lastName', foldName(person.lastName)),
    ...kept(random, world, 'birthDate', person.birthDate),
    ...(random() < world.has.email && { emails: person.emails.slice(0, 1) }),
    ...(random() < world.has.phone && phone !== undefined && { phones: [phone] }),
    ...kept(random, world, 'street', foldText(person.home.street)),
    ...kept(random, world, 'postcode', person.home.postcode),
    ...kept(random, world, 'city', foldText(person.home.town.city)),
  }
}

function kept(random: RandomSource, world: World, field: Field, value: string): Partial<MatchRecord> {
  return random() < world.has[field] ? { [field]: value } : {}
}

function damage(
  random: RandomSource,
  world: World,
  record: Omit<MatchRecord, 'customerId'>,
): Omit<MatchRecord, 'customerId'> {
  const slip = (text: string) => (random() < world.slipChance ? withSlip(random, text) : text)
  const wrong = (digits: string) => (random() < world.slipChance ? withWrongDigit(random, digits) : digits)
  const { firstName, lastName, birthDate, emails, phones, street, postcode, city } = record
  const isSwapped = random() < world.swapChance && firstName !== undefined && lastName !== undefined
  const isDateSwapped = random() < world.swapChance && birthDate !== undefined
  const date = isDateSwapped ? birthDate.slice(0, 4) + birthDate.slice(6) + birthDate.slice(4, 6) : birthDate
  return {
    ...(firstName !== undefined && { firstName: slip(isSwapped ? lastName : firstName) }),
    ...(lastName !== undefined && { lastName: slip(isSwapped ? firstName : lastName) }),
    ...(date !== undefined && { birthDate: wrong(date) }),
    ...(emails !== undefined && { emails: emails.map(slip) }),
    ...(phones !== undefined && { phones: phones.map(wrong) }),
    ...(street !== undefined && { street: slip(street) }),
    ...(postcode !== undefined && { postcode: slip(postcode) }),
    ...(city !== undefined && { city: slip(city) }),
  }
}
