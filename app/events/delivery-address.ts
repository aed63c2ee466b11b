import type { LiveEvent } from '#shared/contracts/streaming.ts'

/** The page that leads on to the delivery an event came in, or says that it is no longer kept. */
export function deliveryAddress({
  source,
  id,
  receivedAt,
}: Pick<LiveEvent, 'source' | 'id' | 'receivedAt'>): string {
  return `/events/delivery?${new URLSearchParams({ source, id, receivedAt })}`
}
