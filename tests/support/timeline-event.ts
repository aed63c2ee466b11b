import type { TimelineEvent } from '#shared/customers/previews/timeline-event.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import { newEvent } from './new-event.ts'
import { plainKeys } from './plain-keys.ts'

/** An event of a customer's timeline; all of its identifiers are the customer's own unless said. */
export function timelineEvent(
  event: CanonicalEvent,
  homeId: string,
  foreignKeys: readonly string[] = [],
): TimelineEvent {
  return { eventKey: eventKey(event), keys: plainKeys(event), foreignKeys, homeId, event }
}

/** An event by its identifiers, each as `type:value`, strongest first. */
export function eventOf(
  id: string,
  keys: readonly string[],
  parts: Partial<CanonicalEvent> = {},
): CanonicalEvent {
  const identifiers = keys.map((key) => {
    const [type = '', ...rest] = key.split(':')
    const value = rest.pop() ?? ''
    return { type, value, ...(rest.length > 0 && { scope: rest.join(':') }) }
  })
  return newEvent({ id, identifiers: identifiers as CanonicalEvent['identifiers'], ...parts })
}

/** What the directory knows of a customer that nothing was decided about, with the given parts in place of its own. */
export function newCluster(
  customerId: string,
  keys: readonly string[],
  parts: Partial<CustomerCluster> = {},
): CustomerCluster {
  const links = keys.map((key) => ({ key, occurredAt: 0, eventKey: `tracking/web:first-of-${customerId}` }))
  return {
    customerId,
    basis: 0,
    members: [{ customerId, links }],
    merges: [],
    splits: [],
    reviews: [],
    sharedKeys: [],
    keptApartFrom: [],
    ...parts,
  }
}
