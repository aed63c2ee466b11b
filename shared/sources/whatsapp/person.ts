import * as z from 'zod'
import type { Identifier } from '../../identity/identifier.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { knownOrNothing } from '../../messaging/message-properties.ts'

/** An id; what is no text or number, or empty, says nothing. */
export const id = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim().slice(0, 256) || undefined)
  .nullish()
  .catch(undefined)

const contactSchema = z.object({
  wa_id: id,
  user_id: id,
  parent_user_id: id,
  profile: z.object({ name: z.string().nullish(), username: z.string().nullish() }).nullish().catch(null),
})
export type Contact = z.infer<typeof contactSchema>

/** The people that a delivery describes; one that cannot be read is passed over. */
export function readContacts(contacts: unknown): Contact[] {
  if (!Array.isArray(contacts)) return []
  return contacts.flatMap((contact) => {
    const read = contactSchema.safeParse(contact)
    return read.success ? [read.data] : []
  })
}

/** The ways in which Meta names one person in one place. */
export interface PersonIds {
  /** A number without its plus sign, or a business-scoped id in the same field. */
  readonly waId?: string | null | undefined
  readonly userId?: string | null | undefined
  readonly parentUserId?: string | null | undefined
}

/**
 * The contact of a person among those that a delivery describes: the one that shares an id, else the only one there is
 * when the person is not named at all.
 */
export function contactOf(person: PersonIds, contacts: readonly Contact[]): Contact | undefined {
  const { waId, userId } = person
  const known = contacts.find(
    (contact) => (waId && contact.wa_id === waId) || (userId && contact.user_id === userId),
  )
  if (known !== undefined || waId || userId) return known
  return contacts.length === 1 ? contacts[0] : undefined
}

/**
 * A person's identifiers, the number first. A user id belongs to one business (or, as a parent's, to linked ones); where
 * the person hides the number it is the only one.
 */
export function personIdentifiers(...people: readonly PersonIds[]): Identifier[] {
  const values = people.flatMap(({ waId, userId, parentUserId }) => [waId, userId, parentUserId])
  const found = [...new Set(values)].flatMap((value) => (value ? [waIdentifier(value)] : []))
  return found.sort((left, right) => rank(left) - rank(right))
}

/** `447700900123` is the phone number +447700900123; anything else is an id of WhatsApp's own. */
export function waIdentifier(value: string): Identifier {
  return /^\+?[1-9]\d{6,14}$/.test(value)
    ? { type: 'phone', value: `+${value.replace('+', '')}` }
    : { type: 'whatsapp_id', value }
}

/** How a contact's ids are written where `personIdentifiers` takes them. */
export function idsOfContact(contact: Contact | undefined): PersonIds {
  return { waId: contact?.wa_id, userId: contact?.user_id, parentUserId: contact?.parent_user_id }
}

/** The name and user name that people give themselves. They are no civil names, so the traits have names of their own. */
export function profileTraits(contact: Contact | undefined): JsonObject | undefined {
  return knownOrNothing({
    whatsappName: contact?.profile?.name ?? undefined,
    whatsappUsername: contact?.profile?.username ?? undefined,
  })
}

function rank({ type }: Identifier): number {
  return type === 'phone' ? 0 : 1
}
