import type { CanonicalEvent } from '../events/event.ts'
import { hash53 } from '../kernel/hash.ts'

/**
 * An event whose id is `prefix` and a hash of what the event says, its times aside. For vendors whose records carry no
 * version: the same content told again is the same event, other content another one.
 */
export function withContentId(prefix: string, event: Omit<CanonicalEvent, 'id'>): CanonicalEvent {
  const { occurredAt, receivedAt, ...content } = event
  return { id: `${prefix}:${hash53(JSON.stringify(content)).toString(36)}`, ...event }
}
