import type { CanonicalEvent } from '../../events/event.ts'

/** What every event of a till has in common. */
export type EventHead = Pick<CanonicalEvent, 'id' | 'source' | 'channel' | 'occurredAt' | 'receivedAt'>
