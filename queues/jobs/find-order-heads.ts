import type { OrderPlacings } from '#shared/customers/ingest.ts'
import { orderKey } from '#shared/customers/order-state.ts'
import type { FoundOrder } from '#shared/database/find-orders.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { importSource } from '#shared/imports/import-source.ts'
import type { OrderHead } from '#shared/imports/kinds/order-lines/order-head.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ImportOrders } from './import-ports.ts'

/** Where orders and their customers are kept. */
export interface OrderHeadPorts {
  /** The rows of those orders that have one. */
  orders(orderKeys: readonly string[]): Promise<readonly FoundOrder[]>
  /** `objectName` is where placeCustomer puts the customers. */
  placings(
    objectName: string,
    asked: { customerId: string; orderKeys: string[] }[],
  ): Promise<readonly OrderPlacings[]>
}

/** So many customer objects are asked at once. */
const parallelObjects = 64
/** An order that goes to another customer while it is looked for is looked for once more. */
const maxTries = 3

/**
 * The heads of orders that files tell of, by order number: the row says when, where and of which kind an order was, the
 * customer's own event by whom. An order that cannot be found with its customer counts as not there yet.
 */
export async function findOrderHeads(
  tenant: Tenant,
  orderIds: readonly string[],
  ports: OrderHeadPorts,
): ReturnType<ImportOrders['heads']> {
  const heads = new Map<string, OrderHead | 'forgotten'>()
  let missing = new Map(orderIds.map((orderId) => [orderKey(importSource, orderId), orderId]))
  for (let tries = 0; tries < maxTries && missing.size > 0; tries += 1) {
    const found = await ports.orders([...missing.keys()])
    const placings = await placingsOf(tenant, found, ports)
    const displaced = new Map<string, string>()
    for (const row of found) {
      const orderId = missing.get(row.orderKey)
      if (orderId === undefined) continue
      const head = headOf(row, placings)
      if (head === undefined) displaced.set(row.orderKey, orderId)
      else heads.set(orderId, head)
    }
    missing = displaced
  }
  return heads
}

/** What customers tell of the orders that are theirs, by customer. */
async function placingsOf(
  tenant: Tenant,
  found: readonly FoundOrder[],
  ports: OrderHeadPorts,
): Promise<Map<string, OrderPlacings>> {
  const objects = new Map<string, Map<string, string[]>>()
  for (const { customerId, orderKey } of found) {
    if (customerId === null) continue
    const objectName = placeCustomer(tenant, customerId)
    const customers = objects.get(objectName) ?? new Map<string, string[]>()
    objects.set(objectName, customers.set(customerId, [...(customers.get(customerId) ?? []), orderKey]))
  }
  const placings = new Map<string, OrderPlacings>()
  const calls = objects.entries()
  const worker = async () => {
    for (const [objectName, customers] of calls) {
      const asked = [...customers].map(([customerId, orderKeys]) => ({ customerId, orderKeys }))
      for (const told of await ports.placings(objectName, asked)) placings.set(told.customerId, told)
    }
  }
  await Promise.all(Array.from({ length: parallelObjects }, worker))
  return placings
}

/** Undefined when the customer whose order it is does not have it. */
function headOf(
  { orderKey, customerId, kind, channel, currency, placedAt }: FoundOrder,
  placings: ReadonlyMap<string, OrderPlacings>,
): OrderHead | 'forgotten' | undefined {
  if (customerId === null) return { kind, channel, currency, placedAt, identifiers: [] }
  const told = placings.get(customerId)
  if (told?.isErased) return 'forgotten'
  const text = told?.events.find((event) => event.orderKey === orderKey)?.event
  if (text === undefined) return undefined
  const placing: CanonicalEvent = JSON.parse(text)
  return {
    kind: placing.order?.kind ?? kind,
    channel: placing.channel,
    currency: placing.order?.currency ?? currency,
    placedAt: placing.occurredAt,
    identifiers: placing.identifiers,
  }
}
