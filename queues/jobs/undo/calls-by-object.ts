import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** So many objects are called at once, and so many customers decided about: what they have is held in memory together. */
const mostObjects = 64
const mostCustomers = 500

/** As many of the first items as are dealt with together, by the objects of the customers they are about. */
export function firstTogether<Item extends { readonly customerId: string }>(
  tenant: Tenant,
  items: readonly Item[],
): Item[] {
  const objectNames = new Set<string>()
  const next = items.findIndex(({ customerId }, index) => {
    objectNames.add(placeCustomer(tenant, customerId))
    return objectNames.size > mostObjects || index === mostCustomers
  })
  return items.slice(0, next === -1 ? undefined : next)
}

/**
 * Makes one call an object, with the items that are about customers there, all at the same time. Returns each item that was
 * answered with its answer: an object may answer the first ones only.
 */
export async function callObjects<Item, Answer>(
  items: readonly Item[],
  objectNameOf: (item: Item) => string,
  call: (objectName: string, together: Item[]) => Promise<readonly Answer[]>,
): Promise<(readonly [Item, Answer])[]> {
  const calls = [...Map.groupBy(items, objectNameOf)].map(async ([objectName, together]) => {
    const answers = await call(objectName, together)
    return answers.map((answer, index) => [together[index] as Item, answer] as const)
  })
  return (await Promise.all(calls)).flat()
}
