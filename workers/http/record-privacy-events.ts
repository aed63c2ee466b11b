import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { newId } from '#shared/kernel/ids.ts'
import { sideEventId } from '#shared/privacy/consent-history.ts'
import type { NotedFor } from '#shared/privacy/privacy-events.ts'
import { sidesOfCustomer } from '#shared/privacy/sides-of-customer.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { appendEvents } from '../append-events.ts'
import type { Env } from '../env.ts'
import { requireCluster } from './find-cluster.ts'
import { ProblemError } from './problems.ts'

const looks = 40
const waitMs = 50
/** More than a customer has sides, so that all of what was just noted is looked at. */
const lookedAtEvents = 200

/**
 * Notes something about the rights of a customer as events of the customer, one for each side of it, so that they survive
 * merges, undos and rebuilds as all events do. Waits until they count, and tells whether they do: what is noted
 * and does not count yet (the queue is behind) will. A 404 problem when there is no such customer, a 409 when nothing
 * names the customer.
 */
export async function recordPrivacyEvents(
  env: Env,
  tenant: Tenant,
  customerId: string,
  eventOf: (noted: NotedFor) => CanonicalEvent,
  statement = newId('stm', Date.now(), Math.random),
): Promise<boolean> {
  const cluster = await requireCluster(env, tenant, customerId)
  const nowMs = Date.now()
  const events = sidesOfCustomer(cluster).map(({ key }, side) =>
    eventOf({ id: sideEventId(statement, side), key, nowMs }),
  )
  if (events.length === 0) throw new ProblemError('conflict', 'No identifier names this customer')
  await appendEvents(env, tenant, events, [], nowMs)
  return isCounted(env, tenant, cluster.customerId, events, nowMs)
}

async function isCounted(
  env: Env,
  tenant: Tenant,
  customerId: string,
  events: readonly CanonicalEvent[],
  nowMs: number,
): Promise<boolean> {
  const waiting = new Set(events.map(eventKey))
  const object = env.CUSTOMER.getByName(placeCustomer(tenant, customerId))
  for (let look = 0; look < looks; look += 1) {
    const newest = await object.timeline(customerId, lookedAtEvents, { occurredAt: nowMs + 1, eventKey: '' })
    for (const entry of newest) waiting.delete(entry.eventKey)
    if (waiting.size === 0) return true
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  return false
}
