import type { IngestEvent, IngestedCustomer, TimelineEntry } from '#shared/customers/ingest.ts'
import { operationsTogether, type WithdrawOperation } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { changedEvents } from '../../ingest/group-by-place.ts'
import { projectCustomers } from '../../ingest/project-customers.ts'
import { settleIdentity } from '../../ingest/settle-identity.ts'
import { claimOfEntry } from '../../ingest/withdraw.ts'
import { callObjects, firstTogether } from './calls-by-object.ts'
import { type DividedTimeline, divideTimelines } from './divide-timelines.ts'
import type { UndoPorts } from './undo-ports.ts'

/** Customers with more events are carried out alone. */
const mostEvents = 500

/** A call to D1 is a text that caller and database hold several times over; a row has this much beside its long texts. */
const usualCharacters = 1_000_000
const rowCharacters = 500

const nothingProjected = { merges: [], reviews: [], splits: [] }

/**
 * Carries out all that is open: withdrawals together, as far as they are of customers that nobody was merged into and whose
 * other events stay theirs, which is nearly all of them; the rest one by one. A customer with open work gets no withdrawal, so
 * no earlier decision has to be carried out before one. May be repeated, and run side by side.
 */
export async function carryOutWithdrawals(tenant: Tenant, ports: UndoPorts): Promise<void> {
  for (;;) {
    const { operations } = await ports.openWork(tenant)
    let waiting = operations.filter(
      (operation): operation is WithdrawOperation =>
        operation.kind === 'withdraw' && operation.openedIds.length + operation.mergedIds.length === 0,
    )
    let doneCount = 0
    while (waiting.length > 0) {
      const together = firstTogether(tenant, waiting)
      doneCount += await carryOutTogether(tenant, together, ports)
      waiting = waiting.slice(together.length)
    }
    if (doneCount === 0 || operations.length < operationsTogether) break
  }
  await settleIdentity(tenant, ports)
}

/** The same steps as for one in `separate` and `withdraw`, each for all customers. Returns how many were done. */
async function carryOutTogether(
  tenant: Tenant,
  operations: readonly WithdrawOperation[],
  ports: UndoPorts,
): Promise<number> {
  const fenced = await callObjects(
    operations,
    ({ customerId }) => placeCustomer(tenant, customerId),
    (objectName, together) => {
      const steps = together.map(({ customerId, operation }) => ({ customerId, operation }))
      return ports.fencedTimelines(objectName, steps, mostEvents)
    },
  )
  const whole = fenced.flatMap(([operation, entries]) =>
    entries === null || entries.length === mostEvents ? [] : [{ operation, entries }],
  )
  const timelines = new Map(whole.map(({ operation, entries }) => [operation.customerId, entries]))
  const divided = await divideTimelines(tenant, timelines, ports)
  // The directory has decided about most of them; one that came in meanwhile would be without its identifiers.
  const released = whole.filter(({ operation }) => operation.hasReleased)
  const undecided = released.flatMap(({ operation }) => divided.get(operation.customerId)?.left ?? [])
  if (undecided.length > 0) {
    await ports.resolve(
      tenant,
      undecided.map((entry) => claimOfEntry(tenant, entry)),
    )
  }
  const revisions = await findRevisions(tenant, divided, ports)
  const revised = await callObjects(
    revisions,
    ({ customerId }) => placeCustomer(tenant, customerId),
    (objectName, together) => ports.reviseAll(objectName, together),
  )
  const states = revised.flatMap(([, reply]) => (reply.kind === 'ingested' ? [reply] : []))
  for (const part of inParts(states)) {
    const withdrawals = part.map(({ customerId, version }) => ({ tellerId: customerId, version }))
    await ports.project(tenant, { ...projectCustomers(tenant, part), withdrawals })
  }
  const doneIds = new Set(states.map(({ customerId }) => customerId))
  const done = operations.filter(({ customerId }) => doneIds.has(customerId))
  if (done.length === 0) return 0
  await ports.completeWork(
    tenant,
    done.map(({ operation }) => operation),
    nothingProjected,
  )
  return done.length
}

/** What changes in the customers; none of one that events have to go from to others. */
async function findRevisions(
  tenant: Tenant,
  divided: ReadonlyMap<string, DividedTimeline>,
  ports: Pick<UndoPorts, 'placesOfEvents'>,
) {
  const left = [...divided.values()].flatMap((timeline) => timeline.left)
  const { decidedUpTo, places } = await ports.placesOfEvents(
    tenant,
    left.map(({ keys }) => keys),
  )
  const placed = new Map(
    left.map((entry, index): [TimelineEntry, (typeof places)[number]] => [entry, places[index] ?? null]),
  )
  return [...divided].flatMap(([customerId, { left: staying, withdrawn }]) => {
    const now = staying.map((entry): IngestEvent & { readonly customerId: string } => {
      return { customerId, ...entry, ...placed.get(entry) }
    })
    if (now.some((event) => event.customerId !== customerId)) return []
    const removed = withdrawn.map(({ eventKey }) => eventKey)
    return [{ customerId, revision: { decidedUpTo, removed, changed: changedEvents(staying, now) } }]
  })
}

/** Customers whose rows are written together. */
function* inParts(states: readonly IngestedCustomer[]): Generator<IngestedCustomer[]> {
  let part: IngestedCustomer[] = []
  let length = 0
  for (const state of states) {
    const texts = state.orders.reduce((sum, { lines }) => sum + rowCharacters + lines.length, 0)
    const characters = rowCharacters + (state.activity?.length ?? 0) + texts
    if (part.length > 0 && length + characters > usualCharacters) {
      yield part
      part = []
      length = 0
    }
    part.push(state)
    length += characters
  }
  if (part.length > 0) yield part
}
