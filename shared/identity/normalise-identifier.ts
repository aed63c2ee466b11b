import { type Identifier, scopedIdentifierTypes } from './identifier.ts'
import { normaliseEmail } from './normalise-email.ts'
import { normaliseId, normaliseLoyaltyId } from './normalise-id.ts'
import { normalisePhone } from './normalise-phone.ts'

/** What a tenant's settings say about reading identifiers. */
export interface IdentifierPolicy {
  /** Country of phone numbers written without one, by ISO 3166: "GB". */
  readonly defaultCountry: string
  /** The shop's own numbers, as `normalisePhone` writes them: staff type them in when the customer gives none. */
  readonly ownPhones?: ReadonlySet<string>
}

const internationalDigits = /^\+?[1-9]\d{9,14}$/

/**
 * An identifier in the one form that all spellings of it share. A WhatsApp id that is a phone number becomes a phone,
 * so that both meet; one scoped to a business (`US.13491208655302741918`) stays what it is. Undefined when the value
 * cannot be one of its type, or is a bill of no known store.
 */
export function normaliseIdentifier(
  identifier: Identifier,
  policy: IdentifierPolicy,
): Identifier | undefined {
  switch (identifier.type) {
    case 'phone': {
      const phone = normalisePhone(identifier.value, policy.defaultCountry)
      return phone === undefined ? undefined : { type: 'phone', value: phone }
    }
    case 'email': {
      const email = normaliseEmail(identifier.value)
      return email === undefined ? undefined : { type: 'email', value: email }
    }
    case 'whatsapp_id': {
      const id = identifier.value.trim().replace(/^whatsapp:/i, '')
      const phone = internationalDigits.test(id)
        ? normalisePhone(`+${id.replace('+', '')}`, policy.defaultCountry)
        : undefined
      return phone === undefined ? scopedId(identifier, normaliseId(id)) : { type: 'phone', value: phone }
    }
    case 'loyalty_id':
      return scopedId(identifier, normaliseLoyaltyId(identifier.value))
    default:
      return scopedId(identifier, normaliseId(identifier.value))
  }
}

function scopedId({ type, scope }: Identifier, value: string | undefined): Identifier | undefined {
  if (value === undefined) return undefined
  // A colon would end the scope too early in the identifier's key.
  const named = scopedIdentifierTypes.has(type) ? scope?.trim().replaceAll(':', '-') : undefined
  if (named !== undefined && named !== '') return { type, value, scope: named }
  // Every store has a bill number 1.
  return type === 'pos_bill' ? undefined : { type, value }
}
