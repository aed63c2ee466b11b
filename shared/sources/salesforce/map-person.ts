import type { CanonicalEvent, ConsentStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, type JsonObject, textOf } from '../../kernel/json.ts'
import { own } from '../../kernel/own.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingContext } from '../source.ts'
import type { SalesforcePerson } from './person.ts'
import { salesforceSettings } from './settings.ts'

/**
 * A contact or a lead as an identify. The same moment with other fields (an Apex class may send fewer than a query
 * reads) is another event, so that none of them is lost.
 */
export function mapPerson(person: SalesforcePerson, context: MappingContext): CanonicalEvent {
  const { Id, attributes, SystemModstamp } = person
  const consents = consentsOf(person)
  return withContentId(`${attributes.type.toLowerCase()}:${Id}:${toIso(SystemModstamp)}`, {
    source: context.source,
    kind: 'identify',
    name: 'identify',
    channel: 'crm',
    occurredAt: SystemModstamp,
    receivedAt: context.receivedAtMs,
    identifiers: identifiersOf(person, context.source),
    traits: { ...traitsOf(person), ...customTraits(person, context) },
    ...(consents.length > 0 && { consents }),
  })
}

function identifiersOf({ Id, MobilePhone, Email }: SalesforcePerson, scope: string): Identifier[] {
  const mobile = textOf(MobilePhone)
  const email = textOf(Email)
  return [
    ...(mobile === undefined ? [] : [{ type: 'phone' as const, value: mobile }]),
    ...(email === undefined ? [] : [{ type: 'email' as const, value: email }]),
    { type: 'external_id', value: Id, scope },
  ]
}

function traitsOf(person: SalesforcePerson): JsonObject {
  const address = filledIn({
    street: textOf(person.MailingStreet ?? person.Street),
    city: textOf(person.MailingCity ?? person.City),
    postalCode: textOf(person.MailingPostalCode ?? person.PostalCode),
    state: textOf(person.MailingState ?? person.State),
    country: textOf(person.MailingCountry ?? person.Country),
  })
  return filledIn({
    salutation: textOf(person.Salutation),
    firstName: textOf(person.FirstName),
    lastName: textOf(person.LastName),
    email: textOf(person.Email),
    phone: textOf(person.MobilePhone) ?? textOf(person.Phone),
    title: textOf(person.Title),
    company: textOf(person.Company),
    birthday: textOf(person.Birthdate),
    leadSource: textOf(person.LeadSource),
    leadStatus: textOf(person.Status),
    address: Object.keys(address).length > 0 ? address : undefined,
    createdAt: person.CreatedDate == null ? undefined : toIso(person.CreatedDate),
  })
}

function customTraits(person: SalesforcePerson, { settings }: MappingContext): JsonObject {
  const traits: JsonObject = {}
  for (const [field, trait] of Object.entries(salesforceSettings(settings).traits)) {
    const value = own<unknown>(person, field)
    if (typeof value === 'boolean' || typeof value === 'number') traits[trait] = value
    else if (textOf(value) !== undefined) traits[trait] = textOf(value) ?? null
  }
  return traits
}

/** Who opted out. Not to have done so is no consent: staff add people who were never asked. */
function consentsOf({ HasOptedOutOfEmail, DoNotCall }: SalesforcePerson): ConsentStatement[] {
  const refused = (channel: 'email' | 'phone'): ConsentStatement => ({
    purpose: 'marketing',
    channel,
    isGranted: false,
  })
  return [
    ...(HasOptedOutOfEmail === true ? [refused('email')] : []),
    ...(DoNotCall === true ? [refused('phone')] : []),
  ]
}
