import type { Tenant } from '#shared/tenants/tenant.ts'
import { askTellers, type TellerPorts } from '../../ingest/ask-tellers.ts'
import type { IdentityPorts } from '../../ingest/ingest-ports.ts'

export type RemakePorts = TellerPorts & Pick<IdentityPorts, 'project'>

/**
 * Makes the rows of orders again from what everybody tells of them now. Whatever is told while this goes on may be lost
 * with the old rows; so all are asked again afterwards, until nobody has anything new to say.
 */
export async function remakeOrders(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: RemakePorts,
): Promise<void> {
  if (orderKeys.length === 0) return
  let before = await askTellers(tenant, orderKeys, ports)
  await ports.project(tenant, { remade: { orderKeys, orders: [...before.values()] } })
  for (;;) {
    const now = await askTellers(tenant, orderKeys, ports)
    const news = [...now].filter(([teller, row]) => before.get(teller)?.version !== row.version)
    if (news.length === 0) return
    await ports.project(tenant, { orders: news.map(([, row]) => row) })
    before = now
  }
}
