import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso, toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { ZohoContact, ZohoPerson } from './contact.ts'

/**
 * A customer as an identify; none for a vendor. The primary contact person fills in what the contact itself does not
 * say. The moment of receipt stands in where the record has none.
 */
export function mapContact(
  contact: ZohoContact,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  if (contact.contact_type === 'vendor') return succeed([])
  const contactId = String(contact.contact_id)
  const primary = primaryPerson(contact.contact_persons)
  const email = textOf(contact.email) ?? textOf(primary?.email)
  const mobile = textOf(contact.mobile) ?? textOf(primary?.mobile)
  // A company's telephone is everybody's there.
  const isCompany = contact.customer_sub_type === 'business'
  const phone = mobile ?? (isCompany ? undefined : (textOf(contact.phone) ?? textOf(primary?.phone)))
  const identifiers: Identifier[] = []
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  identifiers.push({ type: 'external_id', value: contactId, scope: context.source })
  const createdAt = parseIso(contact.created_time ?? '')
  const changedAt = parseIso(contact.last_modified_time ?? '') ?? createdAt
  const { billing_address: billing } = contact
  const street = [textOf(billing?.address), textOf(billing?.street2)].filter((part) => part !== undefined)
  const address = filledIn({
    street: street.length > 0 ? street.join(', ') : undefined,
    city: textOf(billing?.city),
    postalCode: textOf(billing?.zip),
    state: textOf(billing?.state),
    country: textOf(billing?.country_code) ?? textOf(billing?.country),
  })
  return succeed([
    withContentId(`contact:${contactId}:${changedAt === undefined ? 'undated' : toIso(changedAt)}`, {
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'crm',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers,
      traits: filledIn({
        firstName: textOf(contact.first_name) ?? textOf(primary?.first_name),
        lastName: textOf(contact.last_name) ?? textOf(primary?.last_name),
        name: textOf(contact.contact_name),
        company: textOf(contact.company_name),
        email,
        phone,
        address: Object.keys(address).length > 0 ? address : undefined,
        createdAt: createdAt === undefined ? undefined : toIso(createdAt),
      }),
    }),
  ])
}

/** The person marked as the one to talk to, or the only one there is. */
export function primaryPerson(persons: readonly ZohoPerson[] | null | undefined): ZohoPerson | undefined {
  const marked = persons?.find((person) => person.is_primary_contact === true)
  return marked ?? (persons?.length === 1 ? persons[0] : undefined)
}
