import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { claimOfEntry } from '../../ingest/withdraw.ts'
import { callObjects, firstTogether } from './calls-by-object.ts'
import { carryOutWithdrawals } from './carry-out-withdrawals.ts'
import { divideTimelines } from './divide-timelines.ts'
import type { CustomerWithdrawal, UndoPorts } from './undo-ports.ts'

const eventsPerPage = 500

/** So often decisions are tried while an earlier one about the same customer is still being carried out. */
const maxTries = 4

/**
 * Has the directory decide what is left of customers without the events that only withdrawn imports told, and carries that
 * out: many customers a call.
 */
export async function withdrawCustomers(
  tenant: Tenant,
  customerIds: readonly string[],
  by: string,
  ports: UndoPorts,
): Promise<void> {
  let waiting = customerIds
  for (let tries = 1; waiting.length > 0; ) {
    const { length } = firstTogether(
      tenant,
      waiting.map((customerId) => ({ customerId })),
    )
    const { unreadIds, refusals } = await decideTogether(tenant, waiting.slice(0, length), by, ports)
    const [refusal] = refusals
    if (refusal !== undefined && tries === maxTries) throw new Error(refusal.message)
    tries = refusal === undefined ? 1 : tries + 1
    await carryOutWithdrawals(tenant, ports)
    waiting = [...refusals.map(({ customerId }) => customerId), ...unreadIds, ...waiting.slice(length)]
  }
}

interface Refusal {
  readonly customerId: string
  readonly message: string
}

/** Returns the customers that have to be asked about again: for whom there was no room, and those not decided about. */
async function decideTogether(
  tenant: Tenant,
  customerIds: readonly string[],
  by: string,
  ports: UndoPorts,
): Promise<{ unreadIds: string[]; refusals: Refusal[] }> {
  const known = await ports.currentCustomerIds(tenant, [...customerIds])
  const currentIds = [...new Set(known.flatMap((customerId) => customerId ?? []))]
  const timelines = await readTimelines(tenant, currentIds, ports)
  const withdrawals: CustomerWithdrawal[] = []
  for (const [customerId, { left, withdrawn }] of await divideTimelines(tenant, timelines, ports)) {
    if (withdrawn.length === 0) continue
    withdrawals.push({
      customerId,
      eventKeys: withdrawn.map(({ eventKey }) => eventKey),
      keys: [...new Set(withdrawn.flatMap(({ keys }) => keys))],
      left: inOrderOfReceipt(left).map((entry) => ({
        claim: claimOfEntry(tenant, entry),
        homeId: entry.homeId,
      })),
      by,
    })
  }
  const outcomes = withdrawals.length === 0 ? [] : await ports.decideWithdrawals(tenant, withdrawals)
  const refusals = withdrawals.flatMap(({ customerId }, index): Refusal[] => {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome.ok || outcome.failure.kind === 'unknown-customer') return []
    return [{ customerId, message: outcome.failure.message }]
  })
  return { unreadIds: currentIds.filter((customerId) => !timelines.has(customerId)), refusals }
}

/** The whole timelines of those customers for which there is room. */
async function readTimelines(
  tenant: Tenant,
  customerIds: readonly string[],
  ports: Pick<UndoPorts, 'timelinesOf' | 'timelineFromStart'>,
): Promise<Map<string, TimelineEntry[]>> {
  const read = await callObjects(
    customerIds,
    (customerId) => placeCustomer(tenant, customerId),
    (objectName, together) => ports.timelinesOf(objectName, together, eventsPerPage),
  )
  const timelines = new Map<string, TimelineEntry[]>()
  for (const [customerId, start] of read) {
    const entries = [...start]
    timelines.set(customerId, entries)
    for (let last = start.at(-1), { length } = start; last !== undefined && length === eventsPerPage; ) {
      const cursor: TimelineCursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
      const objectName = placeCustomer(tenant, customerId)
      const page = await ports.timelineFromStart(objectName, customerId, eventsPerPage, cursor)
      entries.push(...page)
      last = page.at(-1)
      length = page.length
    }
  }
  return timelines
}

function inOrderOfReceipt(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const receivedAt = ({ event }: TimelineEntry) => (JSON.parse(event) as CanonicalEvent).receivedAt
  return entries
    .map((entry) => ({ entry, receivedAtMs: receivedAt(entry) }))
    .sort((left, right) => left.receivedAtMs - right.receivedAtMs)
    .map(({ entry }) => entry)
}
