import type { Evidence } from '../../customers/evidence.ts'
import { type Traits, traitText } from '../../customers/traits.ts'
import { isJsonObject, type JsonObject, textOf } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'
import { foldName, foldText } from './fold-text.ts'
import { readBirthDate } from './read-birth-date.ts'

/**
 * What is known of a customer that can tell two records of one person from two people. All texts are folded (lower
 * case, no accents, no punctuation); what is not known is left out, so that it takes no room as JSON.
 */
export interface MatchRecord {
  readonly customerId: string
  readonly firstName?: string
  readonly lastName?: string
  /** `YYYYMMDD` */
  readonly birthDate?: string
  /** Normalised addresses, sorted. */
  readonly emails?: readonly string[]
  /** E.164, sorted. */
  readonly phones?: readonly string[]
  /** House number and street, without the town. */
  readonly street?: string
  readonly city?: string
  /** Without spaces. */
  readonly postcode?: string
  /** As the source wrote it: a code or a name. */
  readonly country?: string
}

/** So many e-mails and phones of one customer are compared; who has more is no person. */
const maxContacts = 5

/** The record of a customer, from its newest traits (Segment's names and a few spellings of them) and its identifiers. */
export function matchRecord(customerId: string, traits: Traits, evidence: Evidence): MatchRecord {
  const names = readNames(traits)
  const address = readAddress(traits)
  return dropEmpty({
    customerId,
    ...names,
    birthDate: readBirthDate(
      textOf(first(traits, 'birthday', 'birthDate', 'birth_date', 'dateOfBirth', 'date_of_birth', 'dob')),
    ),
    emails: contacts(evidence, 'email:'),
    phones: contacts(evidence, 'phone:'),
    street: foldText(address.street ?? ''),
    city: foldText(address.city ?? ''),
    postcode: foldText(address.postcode ?? '').replaceAll(' ', ''),
    country: foldText(address.country ?? ''),
  })
}

function readNames(traits: Traits): { firstName: string; lastName: string } {
  const firstName = traitText(traits, 'firstName', 'first_name', 'firstname', 'givenName', 'given_name')
  const lastName = traitText(
    traits,
    'lastName',
    'last_name',
    'lastname',
    'familyName',
    'family_name',
    'surname',
  )
  if (firstName !== undefined || lastName !== undefined) {
    return { firstName: foldName(firstName ?? ''), lastName: foldName(lastName ?? '') }
  }
  const name = traitText(traits, 'name', 'fullName', 'full_name') ?? ''
  const comma = name.indexOf(',')
  if (comma > 0)
    return { firstName: foldName(name.slice(comma + 1)), lastName: foldName(name.slice(0, comma)) }
  const words = foldName(name).split(' ')
  return {
    firstName: words.slice(0, -1).join(' ') || words.join(' '),
    lastName: words.length > 1 ? (words.at(-1) ?? '') : '',
  }
}

interface AddressTexts {
  readonly street?: string | undefined
  readonly city?: string | undefined
  readonly postcode?: string | undefined
  readonly country?: string | undefined
}

function readAddress(traits: Traits): AddressTexts {
  const address = first(traits, 'address')
  const parts: AddressTexts = isJsonObject(address)
    ? readAddressObject(address)
    : readAddressText(textOf(address) ?? '')
  return {
    street: parts.street ?? traitText(traits, 'street', 'address1', 'street_address'),
    city: parts.city ?? traitText(traits, 'city', 'town', 'suburb'),
    postcode:
      parts.postcode ?? textOf(first(traits, 'postalCode', 'postal_code', 'postcode', 'zip', 'zipCode')),
    country: parts.country ?? traitText(traits, 'country', 'countryCode', 'country_code'),
  }
}

function readAddressObject(address: JsonObject): AddressTexts {
  const text = (...names: string[]) =>
    names.map((name) => textOf(own(address, name))).find((found) => found !== undefined)
  return {
    street: text('street', 'address1', 'line1', 'streetAddress'),
    city: text('city', 'town', 'suburb'),
    postcode: text('postalCode', 'postal_code', 'postcode', 'zip'),
    country: text('country', 'countryCode', 'country_code'),
  }
}

/** "12 High Street, Leeds, LS1 4DY": the street comes first; what follows is taken only when it is plainly what it is. */
function readAddressText(text: string): AddressTexts {
  const parts = text
    .split(/[,\n;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [street, ...rest] = parts
  return {
    street,
    city: rest.find((part) => !/\d/.test(part)),
    postcode: rest.findLast((part) => /^[A-Za-z]{0,2}[\d][A-Za-z\d -]{2,9}$/.test(part)),
  }
}

function contacts(evidence: Evidence, prefix: string): string[] {
  return Object.keys(evidence)
    .filter((key) => key.startsWith(prefix))
    .sort((left, right) => lastSeen(evidence, right) - lastSeen(evidence, left) || (left < right ? -1 : 1))
    .slice(0, maxContacts)
    .map((key) => key.slice(prefix.length))
    .sort()
}

function lastSeen(evidence: Evidence, key: string): number {
  return own(evidence, key)?.lastSeenAt ?? 0
}

function first(traits: Traits, ...names: string[]) {
  return names.map((name) => own(traits, name)?.value).find((value) => value !== undefined)
}

function dropEmpty(
  record: Record<string, string | string[] | undefined> & { customerId: string },
): MatchRecord {
  const kept = Object.entries(record).filter(([, value]) => value !== undefined && value.length > 0)
  return { customerId: record.customerId, ...Object.fromEntries(kept) }
}
