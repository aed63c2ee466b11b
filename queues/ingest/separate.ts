import type {
  ChangedEvent,
  IngestEvent,
  IngestedCustomer,
  TimelineCursor,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { changedEvents, groupByPlace } from './group-by-place.ts'
import { ingestCustomers } from './ingest-customers.ts'
import type { IdentityPorts } from './ingest-ports.ts'

const eventsPerPage = 500

/** A customer that tells of its orders this often while they are taken away is left for another time. */
const maxTries = 10

/** A customer some of whose events go, and those that begin anew because of it. */
export interface Separation {
  readonly operation: number
  readonly customerId: string
  readonly openedIds: readonly string[]
}

/** Of a page of a timeline, the events that are somebody's; the others go for good. */
type KeepPage = (page: readonly TimelineEntry[]) => Promise<readonly TimelineEntry[]>

/**
 * Carries out a decision by which events of a customer belong to others: an undone merge, a split, an identifier that
 * turned out to be shared, events that are taken back. First the customer takes no more events that were resolved before the decision, and the one
 * that begins anew is opened. Then each event of the timeline is asked for anew; those of others go to them, and only
 * when they are there do they leave. So nothing is ever missing, and the whole may be broken off anywhere and repeated.
 *
 * `keep` is told of the customers that took events before anything leaves, so that their rows are written. Returns the
 * customer as it is now; undefined when a later decision has overtaken this one, or has to be carried out before it.
 */
export async function separate(
  tenant: Tenant,
  { operation, customerId, openedIds }: Separation,
  ports: IdentityPorts,
  keep: (states: readonly IngestedCustomer[]) => Promise<void>,
  keepPage: KeepPage = async (page) => page,
): Promise<IngestedCustomer | undefined> {
  const objectName = placeCustomer(tenant, customerId)
  const fenced = await ports.fence(objectName, customerId, operation)
  if (fenced.kind === 'stale') return undefined
  let exceedsVersion = fenced.version
  for (const openedId of openedIds) {
    const opened = await ports.open(placeCustomer(tenant, openedId), openedId, operation, exceedsVersion)
    if (opened.kind === 'stale') return undefined
  }
  const give = async (groups: ReadonlyMap<string, readonly IngestEvent[]>, decidedUpTo: number) => {
    const step = { decidedUpTo, operation, exceedsVersion }
    const customers = [...groups].map(([targetId, events]) => ({ ...step, customerId: targetId, events }))
    const replies = await ingestCustomers(tenant, customers, ports)
    const states = replies.filter((reply) => reply.kind === 'ingested')
    if (states.length > 0) await keep(states)
    return states.length === replies.length
  }

  const removed: string[] = []
  const changed: ChangedEvent[] = []
  const orders = new Map<string, IngestEvent[]>()
  let oldestAnswer = Number.MAX_SAFE_INTEGER
  let cursor: TimelineCursor | null = null
  for (;;) {
    const page: TimelineEntry[] = await ports.timelineFromStart(objectName, customerId, eventsPerPage, cursor)
    const left = await keepPage(page)
    const leftKeys = new Set(left.map(({ eventKey }) => eventKey))
    removed.push(...page.flatMap(({ eventKey }) => (leftKeys.has(eventKey) ? [] : [eventKey])))
    const { decidedUpTo, groups } = await groupByPlace(tenant, customerId, left, ports)
    oldestAnswer = Math.min(oldestAnswer, decidedUpTo)
    changed.push(...changedEvents(left, groups.get(customerId) ?? []))
    groups.delete(customerId)
    // One that begins anew gets its row even when no event goes to it.
    for (const openedId of openedIds) if (!groups.has(openedId)) groups.set(openedId, [])
    if (!(await give(groups, decidedUpTo))) return undefined
    for (const [targetId, events] of groups) {
      removed.push(...events.map(({ eventKey }) => eventKey))
      const ofOrders = events.filter(isOfOrder)
      if (ofOrders.length > 0) orders.set(targetId, [...(orders.get(targetId) ?? []), ...ofOrders])
    }
    const last = page.at(-1)
    if (last === undefined || page.length < eventsPerPage) break
    cursor = last
  }

  const revision = { decidedUpTo: oldestAnswer, removed, changed }
  for (let tries = 0; tries < maxTries; tries += 1) {
    const exceeded = orders.size > 0 ? { exceededVersion: exceedsVersion } : {}
    const revised = await ports.revise(objectName, customerId, { ...revision, ...exceeded })
    if (revised.kind !== 'outgrown') return revised.kind === 'ingested' ? revised : undefined
    // It may have told of the orders in a version higher than that of those who took them: then D1 has them there.
    exceedsVersion = revised.version
    if (!(await give(orders, oldestAnswer))) return undefined
  }
  return undefined
}

function isOfOrder({ event }: IngestEvent): boolean {
  const { order }: Partial<CanonicalEvent> = JSON.parse(event)
  return order !== undefined
}
