import type { IdentifierKey } from './identifier.ts'

/**
 * The one identifier that says whose an event is: the customer number if there is one, else the strongest. A number
 * from a shop's own system names one account for sure, while families share phones and e-mails; so when the two
 * disagree, the account has the event.
 *
 * It depends on the event alone (and on which identifiers are shared), so an event has the same home whenever it is
 * looked at, and only a change of that identifier's owner can move it. `usableKeys` are strongest first, without
 * shared ones. Undefined when there are none.
 */
export function homeKey(usableKeys: readonly IdentifierKey[]): IdentifierKey | undefined {
  return usableKeys.find((key) => key.startsWith('external_id:')) ?? usableKeys[0]
}

/** What it takes to find an event's home again. */
export interface KnownHomes {
  isShared(key: IdentifierKey): boolean
  /** The customer an identifier was first seen with. */
  homeOf(key: IdentifierKey): string | undefined
}

/**
 * The customer an event that was resolved before belongs to by now, before any merge. One whose identifiers are all
 * shared names nobody, but is somebody's already: it is with the owner of the strongest, wherever it is looked at. Null
 * when nobody has any of its identifiers (they were forgotten): then it stays where it is.
 */
export function homeOfEvent(keys: readonly IdentifierKey[], known: KnownHomes): string | null {
  const usable = keys.filter((key) => !known.isShared(key))
  return firstHome(usable, known) ?? firstHome(keys, known) ?? null
}

function firstHome(keys: readonly IdentifierKey[], known: KnownHomes): string | undefined {
  const home = homeKey(keys)
  const wanted = home === undefined ? [] : [home, ...keys]
  return wanted.map((key) => known.homeOf(key)).find((id) => id !== undefined)
}
