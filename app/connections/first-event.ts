import type { DeliveryDetail, DeliveryList, DeliveryView } from '#shared/contracts/connections.ts'
import type { LiveEvent } from '#shared/contracts/streaming.ts'
import { timelineTitle } from '../format/wording.ts'
import { verdictWords } from './connection-words.ts'
import { eventTitle } from './event-title.ts'

/** Something that came in by a connection, as whoever waits for it is told. */
export interface Arrival {
  /** Whether nothing came before it. */
  readonly isFirst: boolean
  /** `none`: it was taken and says nothing; `wrong`: it was not taken. */
  readonly outcome: 'event' | 'none' | 'wrong'
  /** What it was: "Order placed", "orders/create". */
  readonly title: string
  /** What became of it, where that is no event; else "". */
  readonly meaning: string
  readonly receivedAt: string
  /** The page with what became of it. */
  readonly to: string
}

/** The oldest delivery of a connection where the page of its log reaches back that far, else the newest. */
export function deliveryToTell({
  deliveries,
  nextCursor,
}: DeliveryList): { delivery: DeliveryView; isFirst: boolean } | undefined {
  const isFirst = nextCursor === null
  const delivery = isFirst ? deliveries.at(-1) : deliveries[0]
  return delivery && { delivery, isFirst }
}

/** A delivery as an arrival. `detail` has the events it turned into. */
export function deliveryArrival(
  { delivery, isFirst }: { delivery: DeliveryView; isFirst: boolean },
  detail: DeliveryDetail | undefined,
): Arrival {
  const { tone, meaning, label } = verdictWords[delivery.verdict]
  const isEvent = delivery.verdict === 'accepted' || delivery.verdict === 'duplicate'
  const [first] = detail?.events ?? []
  return {
    isFirst,
    outcome: isEvent ? 'event' : tone === 'bad' ? 'wrong' : 'none',
    title: first === undefined || first.event === null ? (delivery.topic ?? label) : eventTitle(first.event),
    meaning: isEvent ? '' : meaning,
    receivedAt: delivery.receivedAt,
    to: `/deliveries/${encodeURIComponent(delivery.id)}`,
  }
}

/** The newest event that is of some source, as an arrival; undefined while none came. `events` are newest first. */
export function eventArrival(
  events: readonly LiveEvent[],
  isOfIt: (source: string) => boolean,
): Arrival | undefined {
  const newest = events.find(({ source }) => isOfIt(source))
  if (newest === undefined) return undefined
  const { kind, name, customerId, receivedAt, source } = newest
  return {
    isFirst: false,
    outcome: 'event',
    title: timelineTitle({ kind, name, order: null }),
    meaning: '',
    receivedAt,
    to:
      customerId === null
        ? `/events?source=${encodeURIComponent(source)}`
        : `/customers/${encodeURIComponent(customerId)}`,
  }
}
