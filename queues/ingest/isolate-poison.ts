import type { Tenant } from '#shared/tenants/tenant.ts'
import { type AppliedEvent, applyEvents } from './apply-events.ts'
import type { IngestPorts } from './ingest-ports.ts'
import { isLasting } from './is-lasting.ts'
import { type QuarantinedEvent, quarantineId, type ReadEvent } from './read-entries.ts'

export interface AppliedEvents {
  /** The events that were applied, in the order given. */
  readonly applied: readonly AppliedEvent[]
  /** Events that cannot be processed, by any number of tries. */
  readonly poisoned: readonly QuarantinedEvent[]
}

/**
 * Applies events. When that fails in a way that trying again cannot mend, the batch is halved until the event at fault
 * stands alone, and that one goes to quarantine, so that one bad event never holds up the others. Throws when the
 * failure may pass.
 */
export async function isolatePoison(
  tenant: Tenant,
  events: readonly ReadEvent[],
  ports: IngestPorts,
): Promise<AppliedEvents> {
  try {
    return { applied: await applyEvents(tenant, events, ports), poisoned: [] }
  } catch (error) {
    if (!isLasting(error)) throw error
    const [only] = events
    if (only === undefined) throw error
    if (events.length === 1) return { applied: [], poisoned: [quarantine(only, error)] }
  }
  const middle = Math.ceil(events.length / 2)
  const first = await isolatePoison(tenant, events.slice(0, middle), ports)
  const second = await isolatePoison(tenant, events.slice(middle), ports)
  return {
    applied: [...first.applied, ...second.applied],
    poisoned: [...first.poisoned, ...second.poisoned],
  }
}

function quarantine(read: ReadEvent, error: unknown): QuarantinedEvent {
  return {
    quarantineId: quarantineId(read.event.receivedAt, read.shard, read.sequence, read.index),
    source: read.event.source,
    reason: 'processing-failed',
    detail: String(error),
    receivedAt: read.event.receivedAt,
    bytes: read.line,
    shard: read.shard,
    sequence: read.sequence,
  }
}
