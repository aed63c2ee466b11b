import type { TellerPorts } from '#queues/ingest/ask-tellers.ts'
import { orderTellers, tellersByOrder } from '#shared/database/order-tellers.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Env } from './env.ts'

/** Connects whoever asks who tells of orders with D1, the directory and the customers' objects. */
export function tellerPorts(env: Env): TellerPorts {
  return {
    tellersOf: async (tenant, orderKeys) => {
      const { text, values } = orderTellers(tenant.tenantId, orderKeys)
      const { results } = await env.DB.prepare(text)
        .bind(...values)
        .all<{ orderKey: string; tellerId: string }>()
      return tellersByOrder(results)
    },
    currentCustomerIds: async (tenant, customerIds) =>
      env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant)).currentCustomerIds(customerIds),
    tellingsOf: (objectName, asked) => env.CUSTOMER.getByName(objectName).tellingsOf(asked),
  }
}
