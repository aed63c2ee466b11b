import { mayHaveDelivery } from '#shared/connections/may-have-delivery.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { eventAmount } from '#shared/customers/views/customer-view.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { ReadEvent } from './read-entries.ts'

/** A batch shows at most this many events: nobody reads more, and an import must not flood the feed. */
const maxShown = 50

/** What the live feed shows of a batch: the latest events by time of receipt. */
export function liveEvents(
  events: readonly ReadEvent[],
  customerIds: readonly (string | null)[],
): { events: LiveEvent[]; omittedCount: number } {
  const from = Math.max(0, events.length - maxShown)
  const shown = events.slice(from).map(({ event }, offset): LiveEvent => {
    return {
      id: event.id,
      source: event.source,
      name: event.name,
      kind: event.kind,
      channel: event.channel,
      occurredAt: toIso(event.occurredAt),
      receivedAt: toIso(event.receivedAt),
      customerId: customerIds[from + offset] ?? null,
      amount: eventAmount(event),
      mayHaveDelivery: mayHaveDelivery(event),
    }
  })
  return { events: shown, omittedCount: from }
}
