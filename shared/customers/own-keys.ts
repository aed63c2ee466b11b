import type { IdentifierKey } from '../identity/identifier.ts'

/**
 * The identifiers of an event that are those of the customer who has the event. An event at a shared device carries
 * somebody else's cookie too; that is no evidence about this customer.
 */
export function ownKeys(event: {
  readonly keys: readonly IdentifierKey[]
  readonly foreignKeys?: readonly IdentifierKey[]
}): readonly IdentifierKey[] {
  const { keys, foreignKeys = [] } = event
  return foreignKeys.length === 0 ? keys : keys.filter((key) => !foreignKeys.includes(key))
}
