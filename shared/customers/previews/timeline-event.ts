import type { IdentifierKey } from '../../identity/identifier.ts'
import type { AttributedEvent } from '../count-events.ts'
import { ownKeys } from '../own-keys.ts'

/** An event of a timeline with all its usable identifiers, read. */
export interface TimelineEvent extends AttributedEvent {
  /** Those of `keys` that are somebody else's, or nobody's. */
  readonly foreignKeys: readonly IdentifierKey[]
}

/** The events as they count for the customer who has them now: with its own identifiers only. */
export function withOwnKeys(events: readonly TimelineEvent[]): AttributedEvent[] {
  return events.map((event) => ({ ...event, keys: ownKeys(event) }))
}
