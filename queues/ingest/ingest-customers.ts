import type { IngestCustomer, IngestReply } from '#shared/customers/ingest.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { IdentityPorts } from './ingest-ports.ts'

/** So many objects are called at once: enough to keep the disk busy, not so many that memory fills with waiting calls. */
const parallelObjects = 64

/** Hands events to their customer objects, one call an object. Returns what became of each customer. */
export async function ingestCustomers(
  tenant: Tenant,
  customers: readonly IngestCustomer[],
  ports: Pick<IdentityPorts, 'ingest'>,
): Promise<IngestReply[]> {
  const replies: IngestReply[] = []
  const calls = groupByObject(tenant, customers).entries()
  const worker = async () => {
    for (const [objectName, together] of calls) replies.push(...(await ports.ingest(objectName, together)))
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
