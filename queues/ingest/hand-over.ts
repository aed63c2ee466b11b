import type { TimelineCursor } from '#shared/customers/ingest.ts'
import type { MergeRecord } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type IngestedCustomer, ingestCustomers } from './ingest-customers.ts'
import type { IngestPorts } from './ingest-ports.ts'

const eventsPerPage = 500

/**
 * Carries out a merge that the directory has decided. First the merged customer becomes a tombstone, so that no event
 * can reach it any more; then its timeline goes to the survivor page by page. The survivor counts each event once, so
 * the whole may be broken off anywhere and repeated. Returns the survivor's state and orders as they became.
 */
export async function handOver(
  tenant: Tenant,
  merge: MergeRecord,
  ports: Pick<IngestPorts, 'ingest' | 'redirect' | 'timelineFromStart'>,
): Promise<IngestedCustomer[]> {
  const mergedObject = placeCustomer(tenant, merge.mergedId)
  const exceedsVersion = await ports.redirect(mergedObject, merge.mergedId, merge.survivorId)
  const states: IngestedCustomer[] = []
  let cursor: TimelineCursor | null = null
  do {
    const page = await ports.timelineFromStart(mergedObject, merge.mergedId, eventsPerPage, cursor)
    const taken = await ingestCustomers(
      tenant,
      [{ customerId: merge.survivorId, events: page, exceedsVersion }],
      ports,
    )
    states.push(...taken.values())
    cursor = page.length < eventsPerPage ? null : (page.at(-1) ?? null)
  } while (cursor !== null)
  return states
}
