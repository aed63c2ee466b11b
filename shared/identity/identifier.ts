/**
 * The kinds of identifier, strongest first. The order is the rule "phone/email > external id > loyalty > bill >
 * device > cookie" that decides whose customer survives a merge.
 */
export const identifierTypes = [
  'phone',
  'email',
  'external_id',
  'whatsapp_id',
  'loyalty_id',
  'pos_bill',
  'device_id',
  'cookie_id',
] as const
export type IdentifierType = (typeof identifierTypes)[number]

/**
 * One identifier as an event carries it. `scope` narrows a value that is unique only within one connection (a shop's
 * own customer id, one store's bill number); the others are unique within the tenant.
 */
export interface Identifier {
  readonly type: IdentifierType
  readonly value: string
  readonly scope?: string | undefined
}

/** An identifier as one string, the way the identity directory stores it: `email:ada@example.com`. */
export type IdentifierKey = string

/** `type:value`, or `type:scope:value` for a scoped one. The value must be normalised already. */
export function identifierKey(identifier: Identifier): IdentifierKey {
  return identifier.scope === undefined
    ? `${identifier.type}:${identifier.value}`
    : `${identifier.type}:${identifier.scope}:${identifier.value}`
}

const priorities = new Map<string, number>(identifierTypes.map((type, index) => [type, index]))

/** 0 for the strongest type; works on a key as well as on a type. */
export function identifierPriority(typeOrKey: string): number {
  const colon = typeOrKey.indexOf(':')
  return priorities.get(colon === -1 ? typeOrKey : typeOrKey.slice(0, colon)) ?? identifierTypes.length
}

/** The type of a key. */
export function identifierType(key: IdentifierKey): string {
  return key.slice(0, key.indexOf(':'))
}

/** Types that reach a person; two customers who both have one are two people until something strong ties them. */
const contactTypes: ReadonlySet<string> = new Set<IdentifierType>(['phone', 'email'])
/** Types that name a browser or a device, which people share. */
const deviceTypes: ReadonlySet<string> = new Set<IdentifierType>(['device_id', 'cookie_id'])
/** Types that name a person or an account. */
const personalTypes: ReadonlySet<string> = new Set<IdentifierType>([
  'phone',
  'email',
  'external_id',
  'whatsapp_id',
  'loyalty_id',
])

export function isContact(key: IdentifierKey): boolean {
  return contactTypes.has(identifierType(key))
}

export function isDevice(key: IdentifierKey): boolean {
  return deviceTypes.has(identifierType(key))
}

export function isPersonal(key: IdentifierKey): boolean {
  return personalTypes.has(identifierType(key))
}

export function isIdentifierType(text: string): text is IdentifierType {
  return priorities.has(text)
}

/** Types whose value belongs to one connection or store and therefore carries a scope. */
export const scopedIdentifierTypes: ReadonlySet<IdentifierType> = new Set(['external_id', 'pos_bill'])

/** Splits a key back into its parts. Undefined when the text is not a key. */
export function parseIdentifierKey(key: string): Identifier | undefined {
  const colon = key.indexOf(':')
  const type = key.slice(0, colon)
  if (colon < 1 || !isIdentifierType(type)) return undefined
  const rest = key.slice(colon + 1)
  if (!scopedIdentifierTypes.has(type)) return rest === '' ? undefined : { type, value: rest }
  const second = rest.indexOf(':')
  if (second < 1) return rest === '' ? undefined : { type, value: rest }
  return { type, scope: rest.slice(0, second), value: rest.slice(second + 1) }
}
