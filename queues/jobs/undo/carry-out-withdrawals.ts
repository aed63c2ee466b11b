import type { IngestEvent, IngestedCustomer, TimelineEntry } from '#shared/customers/ingest.ts'
import { operationsTogether, type WithdrawOperation } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { changedEvents } from '../../ingest/group-by-place.ts'
import { projectCustomers } from '../../ingest/project-customers.ts'
import { settleIdentity } from '../../ingest/settle-identity.ts'
import { claimOfEntry } from '../../ingest/withdraw.ts'
import { callObjects, countTogether } from './calls-by-object.ts'
import { type DividedTimeline, divideTimelines } from './divide-timelines.ts'
import { inParts } from './in-parts.ts'
import { readTogether } from './read-together.ts'
import type { UndoLimits } from './undo-limits.ts'
import type { UndoPorts } from './undo-ports.ts'

/** Roughly what a row of a customer, or of an order, has beside its long texts. */
const rowCharacters = 500

const nothingProjected = { merges: [], reviews: [], splits: [] }

/**
 * Carries out all that is open: withdrawals together, as far as they are of customers that nobody was merged into, whose
 * timelines are not long and whose other events stay theirs, which is nearly all of them; the rest, and those among which something
 * fails, one by one. A customer with open work gets no withdrawal, so no earlier decision has to be carried out before one. May be
 * repeated, and run side by side.
 */
export async function carryOutWithdrawals(
  tenant: Tenant,
  ports: UndoPorts,
  limits: UndoLimits,
): Promise<void> {
  for (;;) {
    const { operations } = await ports.openWork(tenant)
    let waiting = operations.filter(
      (operation): operation is WithdrawOperation =>
        operation.kind === 'withdraw' && operation.openedIds.length + operation.mergedIds.length === 0,
    )
    let doneCount = 0
    while (waiting.length > 0) {
      const ids = waiting.map(({ customerId }) => customerId)
      const together = waiting.slice(0, countTogether(tenant, ids, limits))
      const carriedOut = await orReport(tenant, ports, () =>
        carryOutTogether(tenant, together, ports, limits),
      )
      doneCount += carriedOut?.doneCount ?? 0
      waiting = [...(carriedOut?.unread ?? []), ...waiting.slice(together.length)]
    }
    if (doneCount === 0 || operations.length < operationsTogether) break
  }
  await settleIdentity(tenant, ports)
}

/** What the work gives; undefined when it failed, for it is done in another way then. */
async function orReport<Value>(
  { tenantId }: Tenant,
  ports: Pick<UndoPorts, 'report'>,
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work()
  } catch (error) {
    ports.report(tenantId, new Error('withdrawals are carried out one by one', { cause: error }))
    return undefined
  }
}

interface CarriedOut {
  readonly doneCount: number
  /** There was no room for them. */
  readonly unread: readonly WithdrawOperation[]
}

/** The same steps as for one in `separate` and `withdraw`, each for all customers. */
async function carryOutTogether(
  tenant: Tenant,
  operations: readonly WithdrawOperation[],
  ports: UndoPorts,
  limits: UndoLimits,
): Promise<CarriedOut> {
  const { timelines, unread } = await readTogether(
    operations,
    ({ customerId }) => placeCustomer(tenant, customerId),
    (objectName, together, room) => {
      const steps = together.map(({ customerId, operation }) => ({ customerId, operation }))
      return ports.fencedTimelines(objectName, steps, room)
    },
    limits,
  )
  const whole = timelines.flatMap(([operation, entries]) =>
    entries === null ? [] : [{ operation, entries }],
  )
  const divided = await divideTimelines(
    tenant,
    new Map(whole.map(({ operation, entries }) => [operation.customerId, entries])),
    ports,
  )
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
  for (const part of inParts(states, charactersOf, limits.characters)) {
    const withdrawals = part.map(({ customerId, version }) => ({ tellerId: customerId, version }))
    await ports.project(tenant, { ...projectCustomers(tenant, part), withdrawals })
  }
  const doneIds = new Set(states.map(({ customerId }) => customerId))
  const done = operations.filter(({ customerId }) => doneIds.has(customerId))
  if (done.length > 0) {
    await ports.completeWork(
      tenant,
      done.map(({ operation }) => operation),
      nothingProjected,
    )
  }
  return { doneCount: done.length, unread }
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

/** What the rows of a customer have. */
function charactersOf({ activity, orders }: IngestedCustomer): number {
  const texts = orders.reduce((sum, { lines }) => sum + rowCharacters + lines.length, 0)
  return rowCharacters + (activity?.length ?? 0) + texts
}
