import type { DeliveredEvent } from '#shared/contracts/connections.ts'
import { timelineTitle } from '../format/wording.ts'

type Kind = Parameters<typeof timelineTitle>[0]['kind']

/** What a canonical event is called in one line; of one that is not there, just that. */
export function eventTitle(event: DeliveredEvent['event']): string {
  if (event === null || typeof event !== 'object' || Array.isArray(event)) return 'Event that is not at hand'
  const { kind, name } = event
  const title = timelineTitle({
    kind: String(kind) as Kind,
    name: typeof name === 'string' ? name : '',
    order: null,
  })
  return title.trim() || String(kind)
}
