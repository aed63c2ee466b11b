import type { IngestCustomer, IngestEvent, IngestReply } from '#shared/customers/ingest.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { IngestPorts } from './ingest-ports.ts'

export type IngestedCustomer = Extract<IngestReply, { kind: 'ingested' }>

/** So many objects are called at once: enough to keep the disk busy, not so many that memory fills with waiting calls. */
const parallelObjects = 64
/** A chain of merges longer than this does not happen: redirects lead to the last survivor. */
const maxMoves = 10

/**
 * Hands events to their customer objects, one call an object, and follows customers that were merged away meanwhile.
 * Returns each customer that took events, as it was afterwards: twice, when others moved to it that had been sent too.
 */
export async function ingestCustomers(
  tenant: Tenant,
  customers: readonly IngestCustomer[],
  ports: Pick<IngestPorts, 'ingest'>,
): Promise<IngestedCustomer[]> {
  const ingested: IngestedCustomer[] = []
  let waiting = [...customers]
  for (let move = 0; waiting.length > 0; move += 1) {
    if (move === maxMoves) throw new Error('customers keep moving')
    const replies = await callObjects(groupByObject(tenant, waiting), ports)
    const moved: IngestCustomer[] = []
    for (const reply of replies) {
      if (reply.kind === 'ingested') ingested.push(reply)
      else {
        const sent = waiting.find((customer) => customer.customerId === reply.customerId)
        if (sent !== undefined) moved.push({ ...sent, customerId: reply.survivorId })
      }
    }
    waiting = joinSame(moved)
  }
  return ingested
}

async function callObjects(
  objects: ReadonlyMap<string, IngestCustomer[]>,
  ports: Pick<IngestPorts, 'ingest'>,
): Promise<IngestReply[]> {
  const replies: IngestReply[] = []
  const calls = objects.entries()
  const worker = async () => {
    for (const [objectName, customers] of calls) replies.push(...(await ports.ingest(objectName, customers)))
  }
  await Promise.all(Array.from({ length: parallelObjects }, worker))
  return replies
}

function groupByObject(tenant: Tenant, customers: readonly IngestCustomer[]): Map<string, IngestCustomer[]> {
  const objects = new Map<string, IngestCustomer[]>()
  for (const customer of customers) {
    const objectName = placeCustomer(tenant, customer.customerId)
    const together = objects.get(objectName)
    if (together === undefined) objects.set(objectName, [customer])
    else together.push(customer)
  }
  return objects
}

/** Two customers that moved to the same survivor become one call. */
function joinSame(customers: readonly IngestCustomer[]): IngestCustomer[] {
  const joined = new Map<string, { events: IngestEvent[]; exceedsVersion: number }>()
  for (const { customerId, events, exceedsVersion } of customers) {
    const before = joined.get(customerId)
    joined.set(customerId, {
      events: [...(before?.events ?? []), ...events],
      exceedsVersion: Math.max(before?.exceedsVersion ?? 0, exceedsVersion ?? 0),
    })
  }
  return [...joined].map(([customerId, { events, exceedsVersion }]) => ({
    customerId,
    events,
    exceedsVersion,
  }))
}
