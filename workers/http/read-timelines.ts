import type { TimelineCursor, TimelineEntry } from '#shared/customers/ingest.ts'
import type { TimelineEvent } from '#shared/customers/previews/timeline-event.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'

/** A preview looks at so many events of all its customers together; they have to fit into a Worker's memory. */
export const previewedEvents = 20_000

const eventsPerPage = 500

export interface Timelines {
  /** One list for each customer, oldest event first. */
  readonly ofCustomers: readonly (readonly TimelineEvent[])[]
  /** False when there were more than {@link previewedEvents}; the later events are left out then. */
  readonly isComplete: boolean
}

/** The timelines of these customers, page by page in turns, so that each has its share when not all fits. */
export async function readTimelines(
  env: Env,
  tenant: Tenant,
  customerIds: readonly string[],
): Promise<Timelines> {
  const readings = customerIds.map((customerId) => new Reading(env, tenant, customerId))
  for (;;) {
    const open = readings.filter((reading) => !reading.isAtEnd)
    const eventCount = readings.reduce((sum, reading) => sum + reading.events.length, 0)
    if (open.length === 0 || eventCount >= previewedEvents) {
      return { ofCustomers: readings.map(({ events }) => events), isComplete: open.length === 0 }
    }
    const share = Math.ceil((previewedEvents - eventCount) / open.length)
    await Promise.all(open.map((reading) => reading.readPage(Math.min(share, eventsPerPage))))
  }
}

class Reading {
  readonly events: TimelineEvent[] = []
  isAtEnd = false
  readonly #read: (limit: number, cursor: TimelineCursor | null) => Promise<TimelineEntry[]>
  #cursor: TimelineCursor | null = null

  constructor(env: Env, tenant: Tenant, customerId: string) {
    const object = env.CUSTOMER.getByName(placeCustomer(tenant, customerId))
    this.#read = (limit, cursor) => object.timelineFromStart(customerId, limit, cursor)
  }

  async readPage(limit: number): Promise<void> {
    const page = await this.#read(limit, this.#cursor)
    for (const { eventKey, keys, foreignKeys, homeId, event } of page) {
      this.events.push({ eventKey, keys, foreignKeys, homeId, event: JSON.parse(event) })
    }
    const last = page.at(-1)
    if (last === undefined || page.length < limit) this.isAtEnd = true
    else this.#cursor = { occurredAt: last.occurredAt, eventKey: last.eventKey }
  }
}
