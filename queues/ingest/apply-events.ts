import type { IngestCustomer, IngestEvent } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { openMergesTogether } from '#shared/identity/decision-records.ts'
import { placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { handOverAll } from './hand-over-all.ts'
import { type IngestedCustomer, ingestCustomers } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'
import type { ReadEvent } from './read-entries.ts'

/**
 * Brings events to their customers and to D1: identity, merges that are open, customers, guest orders, projection.
 * Returns the customer of each event, in order; null for one that names nobody. May be repeated.
 */
export async function applyEvents(
  tenant: Tenant,
  events: readonly ReadEvent[],
  ports: IngestPorts,
): Promise<(string | null)[]> {
  if (events.length === 0) return []
  const { resolutions, openMerges, reviews } = await ports.resolve(
    tenant,
    events.map(({ eventKey, keys }) => ({ eventKey, keys })),
  )
  const customerIds = resolutions.map((resolution) => resolution.customerId)

  const { states, merges } = await handOverAll(tenant, openMerges, ports)
  states.push(...(await ingestCustomers(tenant, groupByCustomer(events, customerIds), ports)))
  const guestOrders = await ingestGuestOrders(tenant, events, customerIds, ports)

  await ports.project(tenant, {
    profiles: latest(states).map((customer) =>
      profileRow(tenant, customer.customerId, customer.version, customer.facts),
    ),
    orders: [...orderRows(tenant, states), ...guestOrders],
    merges,
    reviews,
    quarantined: [],
  })
  if (merges.length > 0) {
    await ports.completeMerges(
      tenant,
      merges.map((merge) => merge.mergeId),
    )
  }
  // Perhaps not all open merges were told at once. The rest comes when the same is done again.
  return merges.length < openMergesTogether ? customerIds : applyEvents(tenant, events, ports)
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
