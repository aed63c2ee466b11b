import type { DeliveredEvent } from '#shared/contracts/connections.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { findOwners } from '../../find-owners.ts'

/** The events that are looked for; each takes a call of a customer or two. */
const shownEvents = 50

/**
 * The events that a delivery turned into: as the customer's timeline has them, or else as the delivery maps today.
 * `mapped` are those that it maps to today; an event of `eventKeys` that is none of them is named only.
 */
export async function findDeliveredEvents(
  env: Env,
  tenant: Tenant,
  eventKeys: readonly string[],
  mapped: readonly CanonicalEvent[],
): Promise<DeliveredEvent[]> {
  const events = new Map(mapped.map((event) => [eventKey(event).toWellFormed(), event]))
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const shown = [...new Set([...eventKeys, ...events.keys()])].slice(0, shownEvents).map((key) => {
    const event = events.get(key)
    return { key, event, keys: event === undefined ? [] : claimOfEvent(event, policy).keys }
  })
  const owners = await findOwners(
    env,
    tenant,
    shown.flatMap(({ keys }) => keys),
  )
  return Promise.all(
    shown.map(async ({ key, event, keys }): Promise<DeliveredEvent> => {
      const stored = event && (await findStored(env, tenant, key, event, keys, owners))
      if (stored !== undefined) return { eventKey: key, place: 'timeline', ...stored }
      return { eventKey: key, place: 'elsewhere', customerId: null, event: asJson(event) }
    }),
  )
}

/** The event in the timeline of one of the customers that its identifiers lead to. */
async function findStored(
  env: Env,
  tenant: Tenant,
  key: string,
  { occurredAt }: CanonicalEvent,
  keys: readonly IdentifierKey[],
  owners: ReadonlyMap<IdentifierKey, string>,
): Promise<Pick<DeliveredEvent, 'customerId' | 'event'> | undefined> {
  for (const customerId of new Set(keys.flatMap((each) => owners.get(each) ?? []))) {
    const customer = env.CUSTOMER.getByName(placeCustomer(tenant, customerId))
    // The page begins just before the cursor; a space after the key makes that the event itself.
    const [entry] = await customer.timeline(customerId, 1, { occurredAt, eventKey: `${key} ` })
    if (entry?.eventKey === key) return { customerId, event: JSON.parse(entry.event) }
  }
  return undefined
}

function asJson(event: CanonicalEvent | undefined): DeliveredEvent['event'] {
  return event === undefined ? null : JSON.parse(JSON.stringify(event))
}
