import { isBlockedIdentifier } from './blocked-identifiers.ts'
import { type Identifier, identifierPriority } from './identifier.ts'
import { type IdentifierPolicy, normaliseIdentifier } from './normalise-identifier.ts'

const noPhones: ReadonlySet<string> = new Set()

/**
 * The identifiers of an event that may name a customer: normalised, without placeholders, each once, strongest type
 * first (within a type in the event's order). Empty when the event names nobody.
 */
export function usableIdentifiers(
  identifiers: readonly Identifier[],
  policy: IdentifierPolicy,
): Identifier[] {
  const usable: Identifier[] = []
  for (const identifier of identifiers) {
    const normal = normaliseIdentifier(identifier, policy)
    if (normal === undefined || isBlockedIdentifier(normal.type, normal.value, policy.ownPhones ?? noPhones))
      continue
    if (!usable.some((known) => isSame(known, normal))) usable.push(normal)
  }
  return usable.sort((left, right) => identifierPriority(left.type) - identifierPriority(right.type))
}

function isSame(left: Identifier, right: Identifier): boolean {
  return left.type === right.type && left.value === right.value && left.scope === right.scope
}
