import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { settleIdentity } from '../../ingest/settle-identity.ts'
import { claimOfEntry, divideEntries } from '../../ingest/withdraw.ts'
import type { UndoPorts } from './undo-ports.ts'

const eventsPerPage = 500

/** So often a decision is tried while an earlier one about the same customer is still being carried out. */
const maxTries = 4

/** Has the directory decide what is left of a customer without the events that only withdrawn imports told. */
export async function withdrawCustomer(
  tenant: Tenant,
  customerId: string,
  by: string,
  ports: UndoPorts,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const currentId = await ports.currentCustomerId(tenant, customerId)
    if (currentId === null) return
    const { left, withdrawn } = await readCustomer(tenant, currentId, ports)
    if (withdrawn.length === 0) return
    const decided = await ports.decideWithdrawal(tenant, {
      customerId: currentId,
      eventKeys: withdrawn.map(({ eventKey }) => eventKey),
      keys: [...new Set(withdrawn.flatMap(({ keys }) => keys))],
      left: inOrderOfReceipt(left).map((entry) => ({
        claim: claimOfEntry(tenant, entry),
        homeId: entry.homeId,
      })),
      by,
    })
    if (decided.ok || decided.failure.kind === 'unknown-customer') return
    if (tries === maxTries) throw new Error(decided.failure.message)
    await settleIdentity(tenant, ports)
  }
}

async function readCustomer(
  tenant: Tenant,
  customerId: string,
  ports: UndoPorts,
): Promise<{ left: TimelineEntry[]; withdrawn: TimelineEntry[] }> {
  const all: { left: TimelineEntry[]; withdrawn: TimelineEntry[] } = { left: [], withdrawn: [] }
  let cursor: TimelineCursor | null = null
  for (;;) {
    const page: TimelineEntry[] = await ports.timelineFromStart(
      placeCustomer(tenant, customerId),
      customerId,
      eventsPerPage,
      cursor,
    )
    const { left, withdrawn } = await divideEntries(tenant, page, ports)
    all.left.push(...left)
    all.withdrawn.push(...withdrawn)
    const last = page.at(-1)
    if (last === undefined || page.length < eventsPerPage) return all
    cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
  }
}

function inOrderOfReceipt(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const receivedAt = ({ event }: TimelineEntry) => (JSON.parse(event) as CanonicalEvent).receivedAt
  return entries
    .map((entry) => ({ entry, receivedAtMs: receivedAt(entry) }))
    .sort((left, right) => left.receivedAtMs - right.receivedAtMs)
    .map(({ entry }) => entry)
}
