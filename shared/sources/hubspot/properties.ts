import type { ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, type JsonObject, textOf } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'

type Properties = Readonly<Record<string, string | null>>

/** Properties that are one trait each. */
const traitNames: ReadonlyMap<string, string> = new Map([
  ['firstname', 'firstName'],
  ['lastname', 'lastName'],
  ['email', 'email'],
  ['company', 'company'],
  ['jobtitle', 'title'],
  ['date_of_birth', 'birthday'],
  ['gender', 'gender'],
  ['website', 'website'],
  ['hs_language', 'language'],
  ['lifecyclestage', 'lifecycleStage'],
  ['hs_lead_status', 'leadStatus'],
])

/** Parts of one trait; each is known only together with the others. */
const addressParts = [
  ['address', 'street'],
  ['city', 'city'],
  ['zip', 'postalCode'],
  ['state', 'state'],
  ['country', 'country'],
] as const

/** What is asked of the API, besides what a connection adds. */
export const contactProperties: readonly string[] = [
  ...traitNames.keys(),
  'phone',
  'mobilephone',
  ...addressParts.map(([property]) => property),
  'hs_email_optout',
  'hs_merged_object_ids',
]

/** Whoever the properties name, the contact itself last. */
export function identifiersOf(contactId: string, properties: Properties, scope: string): Identifier[] {
  const phones = [textOf(properties.mobilephone), textOf(properties.phone)]
  const email = textOf(properties.email)
  return [
    ...[...new Set(phones)].flatMap((value) =>
      value === undefined ? [] : [{ type: 'phone' as const, value }],
    ),
    ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
    { type: 'external_id', value: contactId, scope },
  ]
}

/** What properties say of the person. `more` are the connection's own properties and the traits that they become. */
export function traitsOf(properties: Properties, more: Readonly<Record<string, string>>): JsonObject {
  const traits: JsonObject = {}
  for (const [property, trait] of [...traitNames, ...Object.entries(more)]) {
    const value = textOf(own(properties, property))
    if (value !== undefined) traits[trait] = value
  }
  const phone = textOf(properties.mobilephone) ?? textOf(properties.phone)
  return { ...traits, ...filledIn({ phone }) }
}

/** The address of a whole contact. A single part of one would take the place of all the others. */
export function addressOf(properties: Properties): JsonObject {
  const address = filledIn(
    Object.fromEntries(addressParts.map(([property, part]) => [part, textOf(properties[property])])),
  )
  return Object.keys(address).length > 0 ? { address } : {}
}

/** HubSpot knows who opted out of all e-mail. Not to have done so is no consent. */
export function consentsOf(properties: Properties): ConsentStatement[] {
  return properties.hs_email_optout === 'true'
    ? [{ purpose: 'marketing', channel: 'email', isGranted: false }]
    : []
}
