import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { UndoLimits } from './undo-limits.ts'

/** How many of the first customers are dealt with together. */
export function countTogether(
  tenant: Tenant,
  customerIds: readonly string[],
  limits: Pick<UndoLimits, 'customers' | 'objects'>,
): number {
  const objectNames = new Set<string>()
  const next = customerIds.findIndex((customerId, index) => {
    objectNames.add(placeCustomer(tenant, customerId))
    return objectNames.size > limits.objects || index === limits.customers
  })
  return next === -1 ? customerIds.length : next
}

/**
 * Makes one call an object, with the items that are about customers there, all at the same time. Returns each item that was
 * answered with its answer: an object may answer the first ones only. When a call fails, so does this, once all have ended.
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
  // Whoever goes on after a failure must not do so beside calls that are still on their way.
  await Promise.allSettled(calls)
  return (await Promise.all(calls)).flat()
}
