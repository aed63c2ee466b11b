import { type CanonicalEvent, eventKey } from './event.ts'

/** When something was said, and by which event: sorts by time, then by event. */
export function saidByText(event: Pick<CanonicalEvent, 'occurredAt' | 'source' | 'id'>): string {
  return `${String(event.occurredAt).padStart(15, '0')} ${eventKey(event)}`
}
