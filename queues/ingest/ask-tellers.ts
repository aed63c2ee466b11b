import type { OrderQuestion, OrderTelling } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import type { ToldOrderRow } from '#shared/database/project-orders.ts'
import { placeCustomer, placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'

/** What asking everybody who tells of orders needs of the outside. Each call may be repeated without harm. */
export interface TellerPorts {
  /** Who tells of each order: ids of customers, and '' for the guest's order. */
  tellersOf(tenant: Tenant, orderKeys: string[]): Promise<ReadonlyMap<string, readonly string[]>>
  /** The customers that ids stand for now, in their order; null for one that is gone. */
  currentCustomerIds(tenant: Tenant, customerIds: string[]): Promise<(string | null)[]>
  /** What each tells of its orders, in the order asked; null for one that tells nothing any more. */
  tellingsOf(objectName: string, asked: OrderQuestion[]): Promise<(OrderTelling | null)[]>
}

/** So many objects are asked at once. */
const parallelObjects = 64

/** What each who tells of an order says of it, by teller and order. */
export async function askTellers(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: TellerPorts,
): Promise<Map<string, ToldOrderRow>> {
  const objects = await questionsByObject(tenant, orderKeys, ports)
  const rows = new Map<string, ToldOrderRow>()
  const calls = objects.entries()
  const worker = async () => {
    for (const [objectName, asked] of calls) {
      const tellings = await ports.tellingsOf(objectName, asked)
      for (const [index, { customerId }] of asked.entries()) {
        const { version = 0, orders = [] } = tellings[index] ?? {}
        for (const order of orders) {
          const row = orderRow(tenant, isGuest(customerId) ? null : customerId, version, order)
          rows.set(`${customerId} ${orderKey(order.shop, order.orderId)}`, row)
        }
      }
    }
  }
  await Promise.all(Array.from({ length: parallelObjects }, worker))
  return rows
}

/** Everybody who tells of orders by now, and of which, by the object that holds them. */
export async function questionsByObject(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: Pick<TellerPorts, 'tellersOf' | 'currentCustomerIds'>,
): Promise<Map<string, OrderQuestion[]>> {
  const objects = new Map<string, OrderQuestion[]>()
  for (const [customerId, keys] of await ordersOfTellers(tenant, orderKeys, ports)) {
    const objectName = isGuest(customerId)
      ? placeGuestOrder(tenant, customerId)
      : placeCustomer(tenant, customerId)
    const asked = objects.get(objectName) ?? []
    objects.set(objectName, asked)
    asked.push({ customerId, orderKeys: [...keys] })
  }
  return objects
}

/** Who is to be asked by now, and about which orders. */
async function ordersOfTellers(
  tenant: Tenant,
  orderKeys: readonly string[],
  ports: Pick<TellerPorts, 'tellersOf' | 'currentCustomerIds'>,
): Promise<Map<string, Set<string>>> {
  const tellers = await ports.tellersOf(tenant, [...orderKeys])
  const ids = [...new Set([...tellers.values()].flat())].filter((tellerId) => tellerId !== '')
  const currentIds = ids.length === 0 ? [] : await ports.currentCustomerIds(tenant, ids)
  const currentOf = new Map(ids.map((id, index) => [id, currentIds[index] ?? null]))
  const ordersOf = new Map<string, Set<string>>()
  for (const [key, tellerIds] of tellers) {
    for (const tellerId of tellerIds) {
      const teller = tellerId === '' ? `guest:${key}` : currentOf.get(tellerId)
      if (teller != null) ordersOf.set(teller, (ordersOf.get(teller) ?? new Set()).add(key))
    }
  }
  return ordersOf
}

/** Whether it is the order of a guest that tells, and no customer. */
export function isGuest(tellerId: string): boolean {
  return tellerId.startsWith('guest:')
}
