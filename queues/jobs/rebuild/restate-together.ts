import type { Restatement } from '#shared/customers/ingest.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { RebuildPorts } from './rebuild-ports.ts'

/** So many objects are asked at once. */
const parallelObjects = 64

/** All that these customers tell, whatever objects they are in; those that were never there are left out. */
export async function restateTogether(
  customerIds: readonly string[],
  { tenant, restate }: Pick<RebuildPorts, 'tenant' | 'restate'>,
): Promise<Restatement[]> {
  const objects = Map.groupBy(customerIds, (customerId) => placeCustomer(tenant, customerId))
  const restated: Restatement[] = []
  const calls = objects.entries()
  const worker = async () => {
    for (const [objectName, together] of calls) restated.push(...(await restate(objectName, together)))
  }
  await Promise.all(Array.from({ length: parallelObjects }, worker))
  return restated
}
