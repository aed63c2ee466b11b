import type { CanonicalEvent } from '#shared/events/event.ts'

const halfHourMs = 1_800_000
const dayMs = 86_400_000

/** What the events tell of what somebody did, one entry for each half hour: `visit 2026-11-01T12:00:00.000Z`. */
export function referenceActivity(events: readonly CanonicalEvent[]): string[] {
  const acts = events
    .filter(({ occurredAt, receivedAt }) => occurredAt - receivedAt <= dayMs)
    .flatMap((event) => actsOf(event).map((act) => ({ act, at: event.occurredAt })))
  const latestDay = Math.max(...acts.map(({ at }) => Math.floor(at / dayMs)))
  const kept = acts.filter(({ at }) => Math.floor(at / dayMs) >= latestDay - 400)
  const names = kept.map(({ act, at }) => `${act} ${new Date(at - (at % halfHourMs)).toISOString()}`)
  return [...new Set(names)].sort()
}

function actsOf({ name, kind, channel, order }: CanonicalEvent): string[] {
  switch (name) {
    case 'Message Sent':
    case 'Email Sent':
    case 'Email Delivered':
      return ['message']
    case 'Message Received':
    case 'Email Opened':
    case 'Email Link Clicked':
      return ['answer']
  }
  if (kind === 'identify' || (kind === 'track' && order !== undefined && order.change !== 'placed')) return []
  const isOnline = channel === 'web' || channel === 'app' || channel === 'qr'
  const isCart = name === 'Product Added' || name === 'Cart Updated' || name === 'Checkout Started'
  return [...(isOnline ? ['visit'] : []), ...(isCart ? ['cart'] : [])]
}
