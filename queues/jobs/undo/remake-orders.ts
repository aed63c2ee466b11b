import { orderRow } from '#shared/customers/order-row.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import { placeCustomer, placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { UndoPorts } from './undo-ports.ts'

type RemakePorts = Pick<UndoPorts, 'tellersOf' | 'tellingOf' | 'currentCustomerId' | 'project'>

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

/** What each who tells of an order says of it, by teller and order. */
async function askTellers(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: RemakePorts,
): Promise<Map<string, CustomerOrderRow>> {
  const ordersOf = new Map<string, string[]>()
  for (const [key, tellerIds] of await ports.tellersOf(tenant, [...orderKeys])) {
    for (const tellerId of tellerIds) {
      const teller = tellerId === '' ? `guest:${key}` : await ports.currentCustomerId(tenant, tellerId)
      if (teller !== null) ordersOf.set(teller, [...(ordersOf.get(teller) ?? []), key])
    }
  }
  const rows = new Map<string, CustomerOrderRow>()
  for (const [teller, keys] of ordersOf) {
    const isGuest = teller.startsWith('guest:')
    const objectName = isGuest ? placeGuestOrder(tenant, teller) : placeCustomer(tenant, teller)
    const telling = await ports.tellingOf(objectName, teller, [...new Set(keys)])
    for (const order of telling?.orders ?? []) {
      const row = orderRow(tenant, isGuest ? null : teller, telling?.version ?? 0, order)
      rows.set(`${teller} ${orderKey(order.shop, order.orderId)}`, row)
    }
  }
  return rows
}
