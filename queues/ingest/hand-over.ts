import type { IngestedCustomer, TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { ProfileFacts } from '#shared/customers/profile-facts.ts'
import type { OpenOperation } from '#shared/identity/decision-records.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { changedEvents, groupByPlace } from './group-by-place.ts'
import { ingestCustomers } from './ingest-customers.ts'
import type { IdentityPorts } from './ingest-ports.ts'

const eventsPerPage = 500

type HandOver = Extract<OpenOperation, { kind: 'hand-over' }>

/** What a merged customer's row is made of: what it was, under the version of the tombstone. */
export interface MergedCustomer {
  readonly version: number
  readonly facts: ProfileFacts
}

export interface HandedOver {
  /** The customers that took the events in, as they are now. */
  readonly states: readonly IngestedCustomer[]
  /** The merged customer's tombstone. */
  readonly merged: MergedCustomer
}

/**
 * Carries out a merge that the directory has decided. First the merged customer becomes a tombstone, so that no event
 * can reach it any more; then its timeline goes to the survivor page by page. The survivor counts each event once, so
 * the whole may be broken off anywhere and repeated. It goes straight to the customer that the survivor is part of by
 * now, however many merges there were since. Returns undefined when a later decision has overtaken this one: either
 * somebody else has carried it out, or it has to be tried again with what is known by then.
 */
export async function handOver(
  tenant: Tenant,
  operation: HandOver,
  ports: IdentityPorts,
): Promise<HandedOver | undefined> {
  const { customerId, targetId } = operation
  const from = placeCustomer(tenant, customerId)
  const redirected = await ports.redirect(from, customerId, targetId, operation.operation)
  if (redirected.kind === 'stale') return undefined
  const exceedsVersion = redirected.version
  const states: IngestedCustomer[] = []
  let cursor: TimelineCursor | null = null
  for (;;) {
    const page: TimelineEntry[] = await ports.timelineFromStart(from, customerId, eventsPerPage, cursor)
    const taken = await givePage(tenant, operation, page, exceedsVersion, ports)
    if (taken === undefined) return undefined
    states.push(...taken)
    const last = page.at(-1)
    if (last === undefined || page.length < eventsPerPage) break
    cursor = last
  }
  const revised = await adoptForeignKeys(tenant, targetId, ports)
  if (revised !== undefined) states.push(revised)
  return { states, merged: { version: exceedsVersion, facts: redirected.facts } }
}

/**
 * Gives events to the survivor as they are. When more was decided about it since, some may be somebody else's by now:
 * then the directory is asked for each. Undefined when that is not enough either.
 */
async function givePage(
  tenant: Tenant,
  { operation, targetId }: HandOver,
  page: readonly TimelineEntry[],
  exceedsVersion: number,
  ports: IdentityPorts,
): Promise<IngestedCustomer[] | undefined> {
  const step = { operation, exceedsVersion }
  const [reply] = await ports.ingest(placeCustomer(tenant, targetId), [
    { ...step, customerId: targetId, events: page, decidedUpTo: operation },
  ])
  if (reply?.kind === 'ingested') return [reply]
  if (reply?.kind !== 'stale') return undefined
  const { decidedUpTo, groups } = await groupByPlace(tenant, targetId, page, ports)
  const replies = await ingestCustomers(
    tenant,
    [...groups].map(([customerId, events]) => ({ ...step, customerId, events, decidedUpTo })),
    ports,
  )
  const taken = replies.filter((each) => each.kind === 'ingested')
  return taken.length < replies.length ? undefined : taken
}

/** What was the other customer's identifier in the survivor's events is its own now. */
async function adoptForeignKeys(
  tenant: Tenant,
  customerId: string,
  ports: IdentityPorts,
): Promise<IngestedCustomer | undefined> {
  const objectName = placeCustomer(tenant, customerId)
  const entries = await ports.eventsWithForeignKeys(objectName, customerId)
  if (entries.length === 0) return undefined
  const { decidedUpTo, groups } = await groupByPlace(tenant, customerId, entries, ports)
  const changed = changedEvents(entries, groups.get(customerId) ?? [])
  if (changed.length === 0) return undefined
  const reply = await ports.revise(objectName, customerId, { decidedUpTo, removed: [], changed })
  return reply.kind === 'ingested' ? reply : undefined
}
