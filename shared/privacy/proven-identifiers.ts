import type { CanonicalEvent } from '../events/event.ts'
import { isPageTold } from '../events/public-sender.ts'
import { type IdentifierKey, identifierType } from '../identity/identifier.ts'
import { privacySource } from './privacy-events.ts'

interface ToldEvent {
  readonly event: Pick<CanonicalEvent, 'source' | 'hasPublicSender'>
  /** The usable identifiers that it carries. */
  readonly keys: readonly IdentifierKey[]
}

/**
 * The identifiers that are proven to be those of whoever has `ownKey`: tied to it by events of senders who have a secret,
 * directly or through others. A note about a person's rights is about a customer as they were put together, so it ties nothing.
 */
export function provenIdentifiers(
  ownKey: IdentifierKey,
  events: readonly ToldEvent[],
): ReadonlySet<IdentifierKey> {
  const proven = new Set([ownKey])
  const ties = events.filter(
    ({ event, keys }) => event.hasPublicSender !== true && event.source !== privacySource && keys.length > 1,
  )
  for (let known = 0; known < proven.size; ) {
    known = proven.size
    for (const { keys } of ties) {
      if (keys.some((key) => proven.has(key))) for (const key of keys) proven.add(key)
    }
  }
  return proven
}

/**
 * Whether all that is known of a customer is proven to be about the person who has `ownKey`, and so may be shown to them:
 * every event but what pages told carries an identifier that is proven to be theirs, and so is every e-mail address. Without
 * that, whoever has the key of a page could say that their address and a stranger's number are one person's.
 */
export function isProvenOwn(ownKey: IdentifierKey, events: readonly ToldEvent[]): boolean {
  const proven = provenIdentifiers(ownKey, events)
  return events.every(({ event, keys }) => {
    if (event.source === privacySource) return true
    if (keys.some((key) => identifierType(key) === 'email' && !proven.has(key))) return false
    return isPageTold(event) || keys.length === 0 || keys.some((key) => proven.has(key))
  })
}
