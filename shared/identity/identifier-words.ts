import { type IdentifierType, identifierPriority, parseIdentifierKey } from './identifier.ts'

/** What people call the kinds of identifier. */
export const identifierNames: Record<IdentifierType, string> = {
  phone: 'Phone',
  email: 'E-mail',
  external_id: 'Customer number',
  whatsapp_id: 'WhatsApp id',
  loyalty_id: 'Loyalty card',
  pos_bill: 'Receipt',
  device_id: 'Device',
  cookie_id: 'Browser',
}

/** An identifier as the API writes it in one string, taken apart. */
export interface IdentifierParts {
  readonly type: string
  /** The connection or store it belongs to; null when it belongs to the whole shop. */
  readonly scope: string | null
  readonly value: string
}

/** `type:value`, or `type:scope:value` where the value belongs to one connection or store; of an unknown type, too. */
export function parseIdentifier(text: string): IdentifierParts {
  const known = parseIdentifierKey(text)
  if (known !== undefined) return { type: known.type, scope: known.scope ?? null, value: known.value }
  const [type = '', ...rest] = text.split(':')
  return { type, scope: null, value: rest.join(':') }
}

/** The other way round, as the API takes it. */
export function identifierText({ type, scope, value }: IdentifierParts): string {
  return scope === null ? `${type}:${value}` : `${type}:${scope}:${value}`
}

/** The strongest first, each type in order. */
export function strongestFirst(identifiers: readonly string[]): string[] {
  return identifiers.toSorted(
    (left, right) => identifierPriority(left) - identifierPriority(right) || (left < right ? -1 : 1),
  )
}

/** What people call a type of identifier: "E-mail". */
export function identifierTypeName(type: string): string {
  return identifierNames[type as IdentifierType] ?? type
}

/** The same within a sentence: "e-mail". */
export function identifierTypeWord(type: string): string {
  const name = identifierTypeName(type)
  // A proper name keeps its capitals: WhatsApp.
  return /^\p{Lu}\p{Ll}*\p{Lu}/u.test(name) ? name : `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

/** The value alone, with the connection or store it belongs to: "17 (shopify/demo)". */
export function identifierValue(text: string): string {
  const { scope, value } = parseIdentifier(text)
  return scope === null ? value : `${value} (${scope})`
}

/** An identifier as a person would say it: "E-mail ada@example.com". */
export function identifierWords(text: string): string {
  return `${identifierTypeName(parseIdentifier(text).type)} ${identifierValue(text)}`
}

/** The same within a sentence: "the e-mail ada@example.com". */
export function identifierPhrase(text: string): string {
  return `the ${identifierTypeWord(parseIdentifier(text).type)} ${identifierValue(text)}`
}
