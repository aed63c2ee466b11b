import type { IngestCustomer, IngestEvent } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { archiveSegments } from './archive-segments.ts'
import { handOver } from './hand-over.ts'
import { type IngestedCustomer, ingestCustomers } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { liveEvents } from './live-events.ts'
import { type ReadEntries, type ReadEvent, readEntries, type ShardEntry } from './read-entries.ts'

/**
 * Takes entries of a tenant's log all the way: identity, customers, D1, archive, settled, live feed. Every step may
 * be repeated, so when one fails the same entries are simply processed again. Throws when a step cannot be done now.
 */
export async function ingestEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  ports: IngestPorts,
): Promise<void> {
  const { events, quarantined } = readEntries(tenant, entries)

  const { resolutions, openMerges, reviews } = await ports.resolve(
    tenant,
    events.map(({ eventKey, keys }) => ({ eventKey, keys })),
  )
  const customerIds = resolutions.map((resolution) => resolution.customerId)

  const states: IngestedCustomer[] = []
  for (const merge of openMerges) states.push(...(await handOver(tenant, merge, ports)))
  states.push(...(await ingestCustomers(tenant, groupByCustomer(events, customerIds), ports)).values())
  const guestOrders = await ingestGuestOrders(tenant, events, customerIds, ports)

  const projected = ports.project(tenant, {
    profiles: latest(states).map((customer) =>
      profileRow(tenant, customer.customerId, customer.version, customer.facts),
    ),
    orders: [...orderRows(tenant, states), ...guestOrders],
    merges: openMerges,
    reviews,
    quarantined,
  })
  const archived = archiveSegments(tenant, entries, events, customerIds).map((segment) =>
    ports.archive(segment),
  )
  await Promise.all([projected, ...archived])
  if (openMerges.length > 0) {
    await ports.completeMerges(
      tenant,
      openMerges.map((merge) => merge.mergeId),
    )
  }
  await settleEntries(tenant, entries, quarantined, ports)
  const live = liveEvents(events, customerIds)
  if (live.events.length > 0) await ports.publish(tenant, live.events, live.omittedCount)
}

async function settleEntries(
  tenant: Tenant,
  entries: readonly ShardEntry[],
  quarantined: ReadEntries['quarantined'],
  ports: Pick<IngestPorts, 'settleLog'>,
): Promise<void> {
  const quarantinedCounts = new Map<string, number>()
  for (const { shard, sequence } of quarantined) {
    const place = `${shard}-${sequence}`
    quarantinedCounts.set(place, (quarantinedCounts.get(place) ?? 0) + 1)
  }
  const shards = [...new Set(entries.map((entry) => entry.shard))]
  await Promise.all(
    shards.map((shard) =>
      ports.settleLog(
        tenant,
        shard,
        entries
          .filter((entry) => entry.shard === shard)
          .map(({ entry: { sequence } }) => ({
            sequence,
            quarantinedCount: quarantinedCounts.get(`${shard}-${sequence}`) ?? 0,
          })),
      ),
    ),
  )
}

function groupByCustomer(
  events: readonly ReadEvent[],
  customerIds: readonly (string | null)[],
): IngestCustomer[] {
  const customers = new Map<string, IngestEvent[]>()
  for (const [index, { eventKey, keys, line }] of events.entries()) {
    const customerId = customerIds[index]
    if (customerId == null) continue
    const item: IngestEvent = { eventKey, keys, event: line }
    const together = customers.get(customerId)
    if (together === undefined) customers.set(customerId, [item])
    else together.push(item)
  }
  return [...customers].map(([customerId, items]) => ({ customerId, events: items }))
}

/** Orders of people nobody named still count; each is kept by itself, under its own key. */
async function ingestGuestOrders(
  tenant: Tenant,
  events: readonly ReadEvent[],
  customerIds: readonly (string | null)[],
  ports: Pick<IngestPorts, 'ingest'>,
): Promise<CustomerOrderRow[]> {
  const objects = new Map<string, Map<string, IngestEvent[]>>()
  for (const [index, { event, eventKey, line }] of events.entries()) {
    if (customerIds[index] != null || event.order === undefined) continue
    const guestId = `guest:${orderKey(event.source, event.order.orderId)}`
    const objectName = placeGuestOrder(tenant, guestId)
    const guests = objects.get(objectName) ?? new Map<string, IngestEvent[]>()
    objects.set(objectName, guests)
    guests.set(guestId, [...(guests.get(guestId) ?? []), { eventKey, keys: [], event: line }])
  }
  const rows = await Promise.all(
    [...objects].map(async ([objectName, guests]) => {
      const replies = await ports.ingest(
        objectName,
        [...guests].map(([customerId, items]) => ({ customerId, events: items })),
      )
      return replies.flatMap((reply) =>
        reply.kind === 'ingested'
          ? reply.orders.map((order) => orderRow(tenant, null, reply.version, order.state))
          : [],
      )
    }),
  )
  return rows.flat()
}

/** The newest state of each customer, should one have been touched twice. */
function latest(states: readonly IngestedCustomer[]): IngestedCustomer[] {
  const newest = new Map<string, IngestedCustomer>()
  for (const state of states) {
    const before = newest.get(state.customerId)
    if (before === undefined || state.version >= before.version) newest.set(state.customerId, state)
  }
  return [...newest.values()]
}

function orderRows(tenant: Tenant, states: readonly IngestedCustomer[]): CustomerOrderRow[] {
  const newest = new Map<string, CustomerOrderRow>()
  for (const { customerId, version, orders } of states) {
    for (const order of orders) {
      const before = newest.get(order.orderKey)
      if (before === undefined || version >= before.version) {
        newest.set(order.orderKey, orderRow(tenant, customerId, version, order.state))
      }
    }
  }
  return [...newest.values()]
}
