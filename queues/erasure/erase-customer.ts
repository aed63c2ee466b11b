import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { ErasureProgress } from '#shared/database/project-erasures.ts'
import type { ErasureReceipt } from '#shared/database/tables/privacy-request.ts'
import { anonymiseEvent } from '#shared/events/anonymise-event.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { EraseOperation } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { askTellers, type TellerPorts } from '../ingest/ask-tellers.ts'
import { type GuestEvent, ingestGuestOrders } from '../ingest/guest-orders.ts'
import { placeOfQuarantined } from '../ingest/read-entries.ts'
import type { ErasurePorts } from './erasure-ports.ts'
import { forgetArchive } from './forget-archive.ts'
import { ForgottenPerson } from './forgotten-person.ts'

const eventsPerPage = 500

/**
 * Forgets a customer, and everything it was made of, in every store but the directory, which has done so with the
 * decision. First the customers are closed, so that nothing reaches them any more; last their timelines go, which until
 * then tell where the person is. So the whole may be broken off anywhere, repeated, and run side by side.
 */
export async function eraseCustomer(
  tenant: Tenant,
  operation: EraseOperation,
  ports: ErasurePorts,
): Promise<void> {
  const { memberIds } = operation
  const note = (progress: Omit<ErasureProgress, 'request'>) =>
    ports.project(tenant, { erasures: [{ request: operation, ...progress }] })

  await note({ closed: await closeCustomers(tenant, operation, ports) })
  const person = await gatherPerson(tenant, memberIds, ports)
  await ports.forgetIdentifiers(tenant, operation, [...person.keys])
  await passOnOrders(tenant, [...person.orderKeys], ports)

  const quarantineIds = person.eventCount === 0 ? [] : await ports.findQuarantined(tenant, person.texts)
  const deliveryIds =
    person.eventCount === 0 ? [] : await ports.findDeliveries(tenant, person.texts, person.eventKeys)
  const lines = await forgetEvents(tenant, person, quarantineIds, ports)
  const liveCount = await ports.forgetLive(tenant, [...memberIds])
  const exportCount = await ports.forgetExports(tenant, [...memberIds])
  const uploadCount = await ports.forgetUploads(tenant, person.texts)
  const accountIds = await ports.findAccounts(tenant, [...person.emails])

  const receipt: ErasureReceipt[] = [
    { store: 'accounts', forgotten: accountIds.length, unit: 'accounts' },
    { store: 'archive', forgotten: lines.archiveLineCount, unit: 'lines' },
    { store: 'customers', forgotten: memberIds.length, unit: 'customers' },
    { store: 'delivery log', forgotten: deliveryIds.length, unit: 'deliveries' },
    { store: 'event log', forgotten: lines.logLineCount, unit: 'lines' },
    { store: 'exports', forgotten: exportCount, unit: 'exports' },
    { store: 'identity directory', forgotten: operation.identifierCount, unit: 'identifiers' },
    { store: 'imports', forgotten: uploadCount, unit: 'lines' },
    { store: 'live feed', forgotten: liveCount, unit: 'events' },
    { store: 'orders', forgotten: person.orderKeys.size, unit: 'orders' },
    { store: 'quarantine', forgotten: quarantineIds.length, unit: 'records' },
    { store: 'timelines', forgotten: person.eventCount, unit: 'events' },
  ]
  // From here on less can be found, so the receipt is written before, or with it.
  await note({ quarantineIds, deliveryIds, accountIds, receipt })
  for (const customerId of memberIds) {
    await ports.forgetCustomer(placeCustomer(tenant, customerId), customerId)
  }
  await note({ completedAtMs: ports.nowMs() })
  await ports.noteErased(tenant, operation.requestId)
}

async function closeCustomers(
  tenant: Tenant,
  { memberIds, operation }: EraseOperation,
  ports: Pick<ErasurePorts, 'closeCustomer'>,
): Promise<{ customerId: string; version: number }[]> {
  const closed: { customerId: string; version: number }[] = []
  for (const customerId of memberIds) {
    const reply = await ports.closeCustomer(placeCustomer(tenant, customerId), customerId, operation)
    if (reply.kind === 'stale') throw new Error(`${customerId} was decided about after it was erased`)
    closed.push({ customerId, version: reply.version })
  }
  return closed
}

/** Reads the timelines of all members. Their orders stay, as orders of nobody, so that the shop's totals do. */
async function gatherPerson(
  tenant: Tenant,
  memberIds: readonly string[],
  ports: Pick<ErasurePorts, 'timelineFromStart' | 'ingest' | 'project'>,
): Promise<ForgottenPerson> {
  const person = new ForgottenPerson(tenant)
  for (const customerId of memberIds) {
    const objectName = placeCustomer(tenant, customerId)
    let cursor: TimelineCursor | null = null
    for (;;) {
      const page: TimelineEntry[] = await ports.timelineFromStart(
        objectName,
        customerId,
        eventsPerPage,
        cursor,
      )
      const guests: GuestEvent[] = []
      for (const entry of page) {
        const event: CanonicalEvent = JSON.parse(entry.event)
        person.add(entry, event)
        const anonymous = anonymiseEvent(event)
        guests.push({ eventKey: entry.eventKey, event: anonymous, line: JSON.stringify(anonymous) })
      }
      const orders = await ingestGuestOrders(tenant, guests, ports)
      if (orders.length > 0) await ports.project(tenant, { orders })
      const last = page.at(-1)
      if (last === undefined || page.length < eventsPerPage) break
      cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
    }
  }
  return person
}

/** An order that somebody else tells of too is that customer's now, and not nobody's. */
async function passOnOrders(
  tenant: Tenant,
  orderKeys: string[],
  ports: Pick<ErasurePorts, keyof TellerPorts | 'project'>,
): Promise<void> {
  if (orderKeys.length === 0) return
  const told = [...(await askTellers(tenant, orderKeys, ports)).values()]
  const orders = told.filter(({ customerId }) => customerId !== null)
  if (orders.length > 0) await ports.project(tenant, { orders })
}

/** The log before the archive: it tells which segments may still be written of what it said before. */
async function forgetEvents(
  tenant: Tenant,
  person: ForgottenPerson,
  quarantineIds: readonly string[],
  ports: ErasurePorts,
): Promise<{ logLineCount: number; archiveLineCount: number }> {
  const places = new Map<number, [sequence: number, index: number][]>()
  for (const { shard, sequence, index } of quarantineIds.flatMap((id) => placeOfQuarantined(id) ?? [])) {
    places.set(shard, [...(places.get(shard) ?? []), [sequence, index]])
  }
  let logLineCount = 0
  let archiveLineCount = 0
  for (const shard of new Set([...person.shards.keys(), ...places.keys()])) {
    const ofShard = person.shards.get(shard) ?? { eventKeys: new Set<string>(), days: new Set<string>() }
    const reply = await ports.forgetLines(tenant, shard, {
      eventKeys: [...ofShard.eventKeys],
      places: places.get(shard) ?? [],
    })
    logLineCount += reply.lineCount
    archiveLineCount += await forgetArchive(tenant, shard, ofShard, reply, ports)
  }
  return { logLineCount, archiveLineCount }
}
