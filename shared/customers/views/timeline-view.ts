import type { TimelineItem } from '../../contracts/customers.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { toIso } from '../../kernel/time.ts'
import { eventAmount } from './customer-view.ts'

/** An event of the timeline as the API shows it. */
export function timelineItem(event: CanonicalEvent): TimelineItem {
  const amount = eventAmount(event)
  return {
    id: event.id,
    source: event.source,
    kind: event.kind,
    name: event.name,
    channel: event.channel,
    occurredAt: toIso(event.occurredAt),
    receivedAt: toIso(event.receivedAt),
    properties: event.properties ?? {},
    order:
      event.order === undefined || amount === null
        ? null
        : {
            orderId: event.order.orderId,
            change: event.order.change,
            amount,
            lineCount: event.order.lines.length,
          },
  }
}
