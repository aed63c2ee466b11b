import type { CanonicalEvent } from './event.ts'

/**
 * What is left of an event of somebody who is not to be known: that something happened, when, in which channel, and
 * what was sold, so that the shop's totals stay right. Nothing that says who. Doing it twice changes nothing.
 */
export function anonymiseEvent(event: CanonicalEvent): CanonicalEvent {
  const { id, source, kind, name, channel, occurredAt, receivedAt, order } = event
  return {
    // The times come first, as in every line of the log.
    occurredAt,
    receivedAt,
    id,
    source,
    kind,
    // The name of a page view may be the page's title, and that a person's name.
    name: kind === 'track' ? name : kind,
    channel,
    identifiers: [],
    ...(order !== undefined && { order }),
  }
}
