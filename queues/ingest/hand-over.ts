import type { TimelineCursor } from '#shared/customers/ingest.ts'
import type { OpenMerge } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type IngestedCustomer, ingestCustomers } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'

const eventsPerPage = 500

/**
 * Carries out a merge that the directory has decided. First the merged customer becomes a tombstone, so that no event
 * can reach it any more; then its timeline goes to the survivor page by page. The survivor counts each event once, so
 * the whole may be broken off anywhere and repeated. It goes straight to the customer that the survivor is part of by
 * now, however many merges there were since. Returns that customer's state and orders as they became.
 */
export async function handOver(
  tenant: Tenant,
  merge: OpenMerge,
  ports: Pick<IngestPorts, 'ingest' | 'redirect' | 'timelineFromStart'>,
): Promise<IngestedCustomer[]> {
  const mergedObject = placeCustomer(tenant, merge.mergedId)
  const survivorId = merge.currentSurvivorId
  const exceedsVersion = await ports.redirect(mergedObject, merge.mergedId, survivorId)
  const states: IngestedCustomer[] = []
  let cursor: TimelineCursor | null = null
  for (;;) {
    const page = await ports.timelineFromStart(mergedObject, merge.mergedId, eventsPerPage, cursor)
    const last = page.at(-1)
    if (last === undefined) return states
    states.push(
      ...(await ingestCustomers(tenant, [{ customerId: survivorId, events: page, exceedsVersion }], ports)),
    )
    if (page.length < eventsPerPage) return states
    cursor = last
  }
}
