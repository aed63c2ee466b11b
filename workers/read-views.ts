import type { ProductView } from '#shared/features/product-views.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'

const objectsAtOnce = 20

/** What customers looked at since a moment, from their own objects, so it is never behind. */
export async function readViews(
  env: Pick<Env, 'CUSTOMER'>,
  tenant: Tenant,
  customerIds: readonly string[],
  sinceMs: number,
): Promise<Map<string, readonly ProductView[]>> {
  const objects = [...Map.groupBy(customerIds, (customerId) => placeCustomer(tenant, customerId))]
  const found = new Map<string, readonly ProductView[]>()
  for (let from = 0; from < objects.length; from += objectsAtOnce) {
    const together = objects.slice(from, from + objectsAtOnce)
    const answers = await Promise.all(
      together.map(([name, ids]) => env.CUSTOMER.getByName(name).viewsOf(ids, sinceMs)),
    )
    for (const { customerId, views } of answers.flat()) found.set(customerId, views)
  }
  return found
}
