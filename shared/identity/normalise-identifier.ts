import { type Identifier, scopedIdentifierTypes } from './identifier.ts'
import { normaliseEmail } from './normalise-email.ts'
import { normalisePhone } from './normalise-phone.ts'

/** What a tenant's settings say about reading identifiers. */
export interface IdentifierPolicy {
  /** Country of phone numbers written without one, by ISO 3166: "GB". */
  readonly defaultCountry: string
  /** The shop's own numbers in E.164: staff type them in when the customer gives none. */
  readonly ownPhones?: ReadonlySet<string>
}

const maxIdLength = 256
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
const internationalDigits = /^\+?[1-9]\d{9,14}$/

/**
 * An identifier in the one form that all spellings of it share. A WhatsApp id that is a phone number becomes a phone,
 * so that both meet. Undefined when the value cannot be one of its type.
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
      return phone === undefined ? plainId(identifier, id) : { type: 'phone', value: phone }
    }
    default:
      return plainId(identifier, identifier.value.trim())
  }
}

/** Ids are kept as they are, but for UUIDs, which some SDKs write in capitals. */
function plainId({ type, scope }: Identifier, id: string): Identifier | undefined {
  if (id === '' || id.length > maxIdLength) return undefined
  const value = uuid.test(id) ? id.toLowerCase() : id
  if (!scopedIdentifierTypes.has(type) || scope === undefined) return { type, value }
  // A colon would end the scope too early in the identifier's key.
  return { type, value, scope: scope.trim().replaceAll(':', '-') }
}
