import type { IngestEvent } from '#shared/customers/ingest.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { plainKeys } from './plain-keys.ts'

/** An event as it goes to a customer object; all of its identifiers are the customer's own. */
export function ingestEvent(event: CanonicalEvent): IngestEvent {
  return { eventKey: eventKey(event), keys: plainKeys(event), homeId: 'home', event: JSON.stringify(event) }
}
