import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import type { IngestCustomer, IngestEvent, IngestedCustomer } from '#shared/customers/ingest.ts'
import { divideProjection } from '#shared/database/divide-projection.ts'
import { anonymiseEvent } from '#shared/events/anonymise-event.ts'
import type { Resolution } from '#shared/identity/decisions.ts'
import { salesWords } from '#shared/sales/reported-sales.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestGuestOrders } from './guest-orders.ts'
import { ingestCustomers } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { projectCustomers } from './project-customers.ts'
import type { ReadEvent } from './read-entries.ts'
import { settleWork } from './settle-identity.ts'

/** Customers that keep changing hands are left to the next attempt after so many tries. */
const maxRounds = 10

/** What became of one event. */
export interface AppliedEvent {
  /** The event as it may be kept: of somebody who is not to be known, without anything that names them. */
  readonly read: ReadEvent
  /** Null for an event that names nobody. */
  readonly customerId: string | null
  readonly isSuppressed: boolean
}

/**
 * Brings events to their customers and to D1: identity, decisions that are open, customers, guest orders, catalogue,
 * reported sales, projection.
 * A customer that a decision has changed meanwhile takes nothing; its events are resolved once more. May be repeated.
 */
export async function applyEvents(
  tenant: Tenant,
  events: readonly ReadEvent[],
  ports: IngestPorts,
): Promise<AppliedEvent[]> {
  const applied = new Map<ReadEvent, AppliedEvent>()
  let waiting = events
  for (let round = 0; waiting.length > 0; round += 1) {
    if (round === maxRounds) throw new Error('customers keep changing hands')
    waiting = await applyOnce(tenant, waiting, ports, applied)
  }
  return events.flatMap((event) => applied.get(event) ?? [])
}

/** Notes in `applied` what became of the events; returns those that have to be resolved again. */
async function applyOnce(
  tenant: Tenant,
  events: readonly ReadEvent[],
  ports: IngestPorts,
  applied: Map<ReadEvent, AppliedEvent>,
): Promise<ReadEvent[]> {
  const { resolutions, ...work } = await ports.resolve(
    tenant,
    events.map(({ eventKey, event, keys, statement, readOtherwise }) => ({
      eventKey,
      occurredAt: event.occurredAt,
      keys,
      ...(statement !== undefined && { statement }),
      ...(readOtherwise !== undefined && { readOtherwise }),
    })),
  )
  const customerIds = new Set(resolutions.flatMap(({ customerId }) => customerId ?? []))
  await settleWork(tenant, work, customerIds, ports)

  const replies = await ingestCustomers(tenant, groupByCustomer(events, resolutions, work.decidedUpTo), ports)
  const states = replies.filter((reply): reply is IngestedCustomer => reply.kind === 'ingested')
  const taken = new Set(states.map(({ customerId }) => customerId))
  const again: ReadEvent[] = []
  const guests: ReadEvent[] = []
  for (const [index, event] of events.entries()) {
    const { customerId = null, rule } = resolutions[index] ?? {}
    if (customerId !== null && !taken.has(customerId)) {
      again.push(event)
      continue
    }
    const isSuppressed = rule === 'suppressed'
    const read = isSuppressed ? anonymous(event) : event
    if (customerId === null) guests.push(read)
    applied.set(event, { read, customerId, isSuppressed })
  }
  const guestOrders = await ingestGuestOrders(tenant, guests, ports)
  const rows = projectCustomers(tenant, states)
  const told = events.map(({ event }) => event)
  const parts = divideProjection({
    ...rows,
    orders: [...rows.orders, ...guestOrders],
    catalogue: catalogueRows(told, tenant.timeZone),
    sales: salesWords(tenant.currency, told),
  })
  for (const part of parts) await ports.project(tenant, part)
  return again
}

function anonymous(read: ReadEvent): ReadEvent {
  const event = anonymiseEvent(read.event)
  return { ...read, event, keys: [], line: JSON.stringify(event) }
}

function groupByCustomer(
  events: readonly ReadEvent[],
  resolutions: readonly Resolution[],
  decidedUpTo: number,
): IngestCustomer[] {
  const customers = new Map<string, IngestEvent[]>()
  for (const [index, { eventKey, keys, line }] of events.entries()) {
    const resolution = resolutions[index]
    if (resolution?.customerId == null) continue
    const { customerId, homeId, foreignKeys } = resolution
    const item: IngestEvent = {
      eventKey,
      keys,
      homeId: homeId ?? customerId,
      event: line,
      ...(foreignKeys !== undefined && { foreignKeys }),
    }
    const together = customers.get(customerId)
    if (together === undefined) customers.set(customerId, [item])
    else together.push(item)
  }
  return [...customers].map(([customerId, items]) => ({ customerId, events: items, decidedUpTo }))
}
