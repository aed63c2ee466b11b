import type { CanonicalEvent } from '#shared/events/event.ts'

/** A line of the archive: an event, where it stood in the log, and whose it was then. */
export interface ArchivedLine {
  readonly shard: number
  readonly sequence: number
  readonly index: number
  readonly customerId: string | null
  readonly event: CanonicalEvent
}

/** The lines of a segment. */
export function archivedLines(text: string): ArchivedLine[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line) as ArchivedLine)))
}
