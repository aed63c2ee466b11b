import type { IngestEvent } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { orderKeyOf } from '#shared/customers/order-state.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { IdentityPorts } from './ingest-ports.ts'

/** An event that names nobody, and itself as text. */
export interface GuestEvent {
  readonly eventKey: string
  readonly event: CanonicalEvent
  readonly line: string
}

/** Orders of people nobody named still count; each is kept by itself, under its own key. Returns their rows. */
export async function ingestGuestOrders(
  tenant: Tenant,
  events: readonly GuestEvent[],
  ports: Pick<IdentityPorts, 'ingest'>,
): Promise<CustomerOrderRow[]> {
  const objects = new Map<string, Map<string, IngestEvent[]>>()
  for (const { event, eventKey, line } of events) {
    const key = orderKeyOf(event)
    if (key === null) continue
    const guestId = `guest:${key}`
    const objectName = placeGuestOrder(tenant, guestId)
    const guests = objects.get(objectName) ?? new Map<string, IngestEvent[]>()
    objects.set(objectName, guests)
    guests.set(guestId, [
      ...(guests.get(guestId) ?? []),
      { eventKey, keys: [], homeId: guestId, event: line },
    ])
  }
  const rows = await Promise.all(
    [...objects].map(async ([objectName, guests]) => {
      const replies = await ports.ingest(
        objectName,
        [...guests].map(([customerId, items]) => ({ customerId, events: items, decidedUpTo: 0 })),
      )
      return replies.flatMap((reply) =>
        reply.kind === 'ingested'
          ? reply.orders.map((order) => orderRow(tenant, null, reply.version, order))
          : [],
      )
    }),
  )
  return rows.flat()
}
