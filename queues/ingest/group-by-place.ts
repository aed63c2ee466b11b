import type { ChangedEvent, IngestEvent, TimelineEntry } from '#shared/customers/ingest.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { IdentityPorts } from './ingest-ports.ts'

export interface PlacedEvents {
  /** The number of the last decision that was taken into account. */
  readonly decidedUpTo: number
  readonly groups: Map<string, IngestEvent[]>
}

/**
 * Events of a timeline by the customer each belongs to by now, with their foreign identifiers as they are now. What the
 * directory cannot place goes to `otherwiseId`.
 */
export async function groupByPlace(
  tenant: Tenant,
  otherwiseId: string,
  entries: readonly TimelineEntry[],
  ports: Pick<IdentityPorts, 'placesOfEvents'>,
): Promise<PlacedEvents> {
  const { decidedUpTo, places } = await ports.placesOfEvents(
    tenant,
    entries.map(({ keys }) => keys),
  )
  const groups = new Map<string, IngestEvent[]>()
  for (const [index, entry] of entries.entries()) {
    const { customerId = otherwiseId, ...found } = places[index] ?? {}
    const together = groups.get(customerId)
    const event: IngestEvent = { ...entry, ...found }
    if (together === undefined) groups.set(customerId, [event])
    else together.push(event)
  }
  return { decidedUpTo, groups }
}

/** Those that stay where they are, of a home or with foreign identifiers other than before. */
export function changedEvents(
  entries: readonly TimelineEntry[],
  staying: readonly IngestEvent[],
): ChangedEvent[] {
  const now = new Map(staying.map((event) => [event.eventKey, event]))
  return entries.flatMap(({ occurredAt, eventKey, ...before }) => {
    const { homeId = before.homeId, foreignKeys = before.foreignKeys } = now.get(eventKey) ?? {}
    const isSame = before.homeId === homeId && isSameKeys(before.foreignKeys, foreignKeys)
    return isSame ? [] : [{ occurredAt, eventKey, homeId, foreignKeys }]
  })
}

function isSameKeys(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((key) => right.includes(key))
}
