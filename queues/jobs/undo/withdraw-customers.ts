import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { claimOfEntry, divideEntries } from '../../ingest/withdraw.ts'
import { countTogether } from './calls-by-object.ts'
import { carryOutWithdrawals } from './carry-out-withdrawals.ts'
import { type DividedTimeline, divideTimelines } from './divide-timelines.ts'
import { readTogether } from './read-together.ts'
import type { UndoLimits } from './undo-limits.ts'
import type { CustomerWithdrawal, UndoPorts } from './undo-ports.ts'

/** So often the decision about a customer is tried while an earlier one about the same is still being carried out. */
const maxTries = 4

/**
 * Has the directory decide what is left of customers without the events that only withdrawn imports told, and carries that
 * out: many customers a call, and those with long timelines one after the other.
 */
export async function withdrawCustomers(
  tenant: Tenant,
  customerIds: readonly string[],
  by: string,
  ports: UndoPorts,
  limits: UndoLimits,
): Promise<void> {
  const tries = new Map<string, number>()
  const long: string[] = []
  let waiting = customerIds
  while (waiting.length + long.length > 0) {
    const isAlone = waiting.length === 0
    const asked = isAlone ? long.splice(0, 1) : waiting.slice(0, countTogether(tenant, waiting, limits))
    const read = isAlone ? readAlone : readMany
    const { longIds, unreadIds, refusals } = await decideTogether(tenant, asked, by, ports, limits, read)
    for (const [customerId, message] of refusals) {
      const count = (tries.get(customerId) ?? 0) + 1
      if (count === maxTries) throw new Error(message)
      tries.set(customerId, count)
    }
    await carryOutWithdrawals(tenant, ports, limits)
    long.push(...longIds)
    waiting = [...refusals.keys(), ...unreadIds, ...waiting.slice(asked.length)]
  }
}

/** Customers that have to be asked about again, by the ids they were asked about with. */
interface Undecided {
  /** Not together with others. */
  readonly longIds: string[]
  /** There was no room for them. */
  readonly unreadIds: string[]
  /** Why the directory did not decide. */
  readonly refusals: ReadonlyMap<string, string>
}

async function decideTogether(
  tenant: Tenant,
  askedIds: readonly string[],
  by: string,
  ports: UndoPorts,
  limits: UndoLimits,
  read: ReadTimelines,
): Promise<Undecided> {
  const known = await ports.currentCustomerIds(tenant, [...askedIds])
  const currentIds = [...new Set(known.flatMap((customerId) => customerId ?? []))]
  const { divided, longIds, unreadIds } = await read(tenant, currentIds, ports, limits)
  const withdrawals: CustomerWithdrawal[] = []
  for (const [customerId, { left, withdrawn }] of divided) {
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
  const messages = new Map<string | null, string>()
  for (const [index, { customerId }] of withdrawals.entries()) {
    const outcome = outcomes[index]
    if (outcome === undefined || outcome.ok || outcome.failure.kind === 'unknown-customer') continue
    messages.set(customerId, outcome.failure.message)
  }
  // By these ids, because somebody may be parted from the customer they stand for now before they are asked about again.
  const askedAs = (ids: readonly (string | null)[]) =>
    askedIds.filter((_, index) => ids.includes(known[index] ?? null))
  const refused = askedIds.flatMap((customerId, index): [string, string][] => {
    const message = messages.get(known[index] ?? null)
    return message === undefined ? [] : [[customerId, message]]
  })
  return { longIds: askedAs(longIds), unreadIds: askedAs(unreadIds), refusals: new Map(refused) }
}

/** Reads whole timelines, as far as there is room. */
type ReadTimelines = (
  tenant: Tenant,
  customerIds: readonly string[],
  ports: Pick<UndoPorts, 'timelinesOf' | 'timelineFromStart' | 'withdrawnAmong'>,
  limits: UndoLimits,
) => Promise<{
  readonly divided: ReadonlyMap<string, DividedTimeline>
  readonly longIds: readonly string[]
  readonly unreadIds: readonly string[]
}>

const readMany: ReadTimelines = async (tenant, customerIds, ports, limits) => {
  const { timelines, long, unread } = await readTogether(
    customerIds,
    (customerId) => placeCustomer(tenant, customerId),
    (objectName, together, room) => ports.timelinesOf(objectName, together, room),
    limits,
  )
  const whole = new Map(timelines.map(([customerId, entries]) => [customerId, entries ?? []]))
  return { divided: await divideTimelines(tenant, whole, ports), longIds: long, unreadIds: unread }
}

/** However long it is: the directory decides about a customer at once. */
const readAlone: ReadTimelines = async (tenant, [customerId], ports, { ofObject }) => {
  if (customerId === undefined) return { divided: new Map(), longIds: [], unreadIds: [] }
  const left: TimelineEntry[] = []
  const withdrawn: TimelineEntry[] = []
  let cursor: TimelineCursor | null = null
  for (;;) {
    const objectName = placeCustomer(tenant, customerId)
    const page: TimelineEntry[] = await ports.timelineFromStart(
      objectName,
      customerId,
      ofObject.events,
      cursor,
    )
    const divided = await divideEntries(tenant, page, ports)
    left.push(...divided.left)
    withdrawn.push(...divided.withdrawn)
    const last = page.at(-1)
    if (last === undefined || page.length < ofObject.events) break
    cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
  }
  return { divided: new Map([[customerId, { left, withdrawn }]]), longIds: [], unreadIds: [] }
}

function inOrderOfReceipt(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const receivedAt = ({ event }: TimelineEntry) => (JSON.parse(event) as CanonicalEvent).receivedAt
  return entries
    .map((entry) => ({ entry, receivedAtMs: receivedAt(entry) }))
    .sort((left, right) => left.receivedAtMs - right.receivedAtMs)
    .map(({ entry }) => entry)
}
