import type { OrderHeadPorts } from '#queues/jobs/find-order-heads.ts'
import { type FoundOrder, ordersByKey } from '#shared/database/find-orders.ts'
import type { MemoryPlatform } from './memory-platform.ts'

/** Where the heads of orders are looked for, over stores in memory. */
export function orderHeadSources({ tenant, database, customers }: MemoryPlatform): OrderHeadPorts {
  return {
    orders: async (orderKeys: readonly string[]) =>
      ordersByKey(tenant.tenantId, orderKeys).flatMap(
        (query) => database.read(query) as unknown as FoundOrder[],
      ),
    placings: async (objectName: string, asked: { customerId: string; orderKeys: string[] }[]) =>
      asked.map(({ customerId, orderKeys }) => customers(objectName).placingsOf(customerId, orderKeys)),
  }
}
