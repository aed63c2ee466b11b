import type { AttributedEvent } from '#shared/customers/count-events.ts'
import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { IngestEvent } from '#shared/customers/ingest.ts'
import { ownKeys } from '#shared/customers/own-keys.ts'

/** An event as it arrived, read; `keys` are only those that are the customer's own. */
export interface ReadEvent extends AttributedEvent {
  readonly ingested: IngestEvent
}

export function readEvent(ingested: IngestEvent): ReadEvent {
  const { eventKey, homeId } = ingested
  return { ingested, eventKey, homeId, keys: ownKeys(ingested), event: JSON.parse(ingested.event) }
}

/**
 * Whether the row of a customer's activity may have to be written: most events come in a half hour that is known. Events
 * that were known already come again because rows may not have been written; consents say whether it may be used.
 */
export function isActivityNews(
  before: CustomerState,
  after: CustomerState,
  items: readonly ReadEvent[],
  fresh: readonly ReadEvent[],
): boolean {
  if (before.activity !== after.activity) return true
  return fresh.length < items.length || fresh.some(({ event }) => event.consents !== undefined)
}
