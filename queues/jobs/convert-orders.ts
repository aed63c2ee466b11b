import {
  ratedPlaces,
  type WaitingOrder,
  type WaitingPlace,
  waitingOrders,
} from '#shared/database/waiting-orders.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type ConversionPorts, noteLateRates } from './note-late-rates.ts'

/**
 * Converts the next orders `after` a place that came before their exchange rate. Which ones wait is in the table, so it may be
 * repeated, cut off, or done twice at once; what cannot be converted now waits on.
 *
 * Returns where the next ones begin; null: these were the last.
 */
export async function convertOrders(
  tenant: Tenant,
  after: WaitingPlace,
  ports: ConversionPorts,
  ordersAtOnce = 200,
): Promise<WaitingPlace | null> {
  const orders = await readPage(tenant, after, ports, ordersAtOnce)
  await noteLateRates(tenant, orders, ports)
  const last = orders.at(-1)
  if (last === undefined || orders.length < ordersAtOnce) return null
  return { currency: last.currency, day: last.day, orderKey: last.orderKey }
}

async function readPage(
  { tenantId }: Tenant,
  after: WaitingPlace,
  { read }: ConversionPorts,
  ordersAtOnce: number,
): Promise<WaitingOrder[]> {
  const orders: WaitingOrder[] = []
  for (const place of await read<WaitingPlace>(ratedPlaces(tenantId, after.currency))) {
    const from = place.currency === after.currency && place.day <= after.day ? after : place
    orders.push(...(await read<WaitingOrder>(waitingOrders(tenantId, from, ordersAtOnce - orders.length))))
    if (orders.length === ordersAtOnce) break
  }
  return orders
}
