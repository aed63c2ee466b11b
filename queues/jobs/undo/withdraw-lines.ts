import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { orderKeyOf } from '#shared/customers/order-state.ts'
import { eventKey } from '#shared/events/event.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import { operationsTogether } from '#shared/identity/decision-records.ts'
import { salesWords } from '#shared/sales/reported-sales.ts'
import { placeGuestOrder } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { ArchivedLine } from './archived-lines.ts'
import { callObjects } from './calls-by-object.ts'
import { remakeOrders } from './remake-orders.ts'
import type { UndoLimits } from './undo-limits.ts'
import type { UndoPorts } from './undo-ports.ts'
import { withdrawCustomers } from './withdraw-customers.ts'

/**
 * Takes the effect back of those archived events that only withdrawn imports told: out of the customers that have them,
 * of the orders of guests, of the rows of orders, of the catalogue and of reported sales. Returns how many they were.
 */
export async function withdrawLines(
  tenant: Tenant,
  lines: readonly ArchivedLine[],
  by: string,
  ports: UndoPorts,
  limits: UndoLimits,
): Promise<number> {
  const keys = lines.map(({ event }) => eventKey(event).toWellFormed())
  const withdrawn = await ports.withdrawnAmong(tenant, keys)
  const ours = lines.filter((_, index) => withdrawn.has(keys[index] ?? ''))
  if (ours.length === 0) return 0

  const customerIds = await customersOf(tenant, ours, ports)
  await withdrawCustomers(tenant, [...customerIds], by, ports, limits)
  if (await isLeftOpen(tenant, customerIds, ports)) throw new Error('a withdrawal stays open')

  await withdrawFromGuests(tenant, ours, ports)
  const orderKeys = new Set(ours.flatMap(({ event }) => orderKeyOf(event) ?? []))
  await remakeOrders(tenant, [...orderKeys], ports, limits.characters)
  const events = ours.map(({ event }) => event)
  const withdrawnSales = salesWords(tenant.currency, events)
  if (withdrawnSales.length > 0 || events.some(({ catalogue }) => catalogue !== undefined)) {
    await ports.project(tenant, {
      withdrawnCatalogue: catalogueRows(events, tenant.timeZone),
      withdrawnSales,
    })
  }
  return ours.length
}

/** Whom the events were of when they were archived, and whose they are by now. */
async function customersOf(
  tenant: Tenant,
  lines: readonly ArchivedLine[],
  ports: Pick<UndoPorts, 'placesOfEvents'>,
): Promise<Set<string>> {
  const policy = { defaultCountry: tenant.country, ownPhones: tenant.ownPhones }
  const { places } = await ports.placesOfEvents(
    tenant,
    lines.map(({ event }) => claimOfEvent(event, policy).keys),
  )
  return new Set([
    ...lines.flatMap(({ customerId }) => customerId ?? []),
    ...places.flatMap((place) => place?.customerId ?? []),
  ])
}

/** Whether events may still have to leave any of these customers, or what these were merged into. */
async function isLeftOpen(
  tenant: Tenant,
  customerIds: ReadonlySet<string>,
  ports: Pick<UndoPorts, 'openWork'>,
): Promise<boolean> {
  const { operations } = await ports.openWork(tenant)
  const isAboutThem = operations.some(
    (operation) =>
      operation.kind === 'withdraw' &&
      [operation.customerId, ...operation.openedIds, ...operation.mergedIds].some((id) =>
        customerIds.has(id),
      ),
  )
  // More may be open than is told.
  return isAboutThem || operations.length === operationsTogether
}

/** Orders of nobody: those that no identifier named, and those of people who were forgotten since. */
async function withdrawFromGuests(
  tenant: Tenant,
  lines: readonly ArchivedLine[],
  ports: Pick<UndoPorts, 'reviseAll' | 'project'>,
): Promise<void> {
  const guests = new Map<string, string[]>()
  for (const { event } of lines) {
    const key = orderKeyOf(event)
    if (key !== null) guests.set(key, [...(guests.get(key) ?? []), eventKey(event)])
  }
  const revisions = [...guests].map(([key, removed]) => ({
    customerId: `guest:${key}`,
    revision: { decidedUpTo: 0, removed, changed: [] },
  }))
  const revised = await callObjects(
    revisions,
    ({ customerId }) => placeGuestOrder(tenant, customerId),
    (objectName, together) => ports.reviseAll(objectName, together),
  )
  const withdrawals = revised.flatMap(([{ customerId: tellerId }, reply]) =>
    reply.kind === 'ingested' ? [{ tellerId, version: reply.version }] : [],
  )
  if (withdrawals.length > 0) await ports.project(tenant, { withdrawals })
}
