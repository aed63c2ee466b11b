import type { TimelineEntry } from '#shared/customers/ingest.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { divideEntries } from '../../ingest/withdraw.ts'
import type { UndoPorts } from './undo-ports.ts'

export interface DividedTimeline {
  /** What somebody still tells. */
  readonly left: readonly TimelineEntry[]
  /** What only withdrawn imports told. */
  readonly withdrawn: readonly TimelineEntry[]
}

/** The timelines of customers, each divided into what stays and what goes. */
export async function divideTimelines(
  tenant: Tenant,
  timelines: ReadonlyMap<string, readonly TimelineEntry[]>,
  ports: Pick<UndoPorts, 'withdrawnAmong'>,
): Promise<Map<string, DividedTimeline>> {
  const { withdrawn } = await divideEntries(tenant, [...timelines.values()].flat(), ports)
  const gone = new Set(withdrawn.map(({ eventKey }) => eventKey))
  return new Map(
    [...timelines].map(([customerId, entries]) => [
      customerId,
      {
        left: entries.filter(({ eventKey }) => !gone.has(eventKey)),
        withdrawn: entries.filter(({ eventKey }) => gone.has(eventKey)),
      },
    ]),
  )
}
