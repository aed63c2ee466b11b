import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { IdentityDirectoryStore } from './identity-directory-store.ts'

/**
 * For each event by its identifiers: on which side of a merge it would be if the merge were undone now. Null for one
 * that names nobody, and then stays with the survivor. Empty when there is no such merge.
 */
export function sideOfMerge(
  store: IdentityDirectoryStore,
  keysOfEvents: readonly (readonly IdentifierKey[])[],
  mergeId: string,
): ('survivor' | 'merged' | null)[] {
  const merge = store.merges.find(mergeId)
  if (merge === undefined) return []
  const merged = new Set(store.merges.mergedWith(merge.mergedId))
  return store
    .homesOfEvents(keysOfEvents)
    .map((homeId) => (homeId === null ? null : merged.has(homeId) ? 'merged' : 'survivor'))
}
