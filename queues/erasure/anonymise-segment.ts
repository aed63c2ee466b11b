import { anonymiseEvent } from '#shared/events/anonymise-event.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'

/**
 * An archive segment without the given events' person: these lines keep their place, have no customer and an anonymous
 * event; every other line stays byte for byte. `lineCount` counts them, those that were anonymised before included.
 */
export function anonymiseSegment(
  lines: string,
  eventKeys: ReadonlySet<string>,
): { lines: string; lineCount: number } {
  let lineCount = 0
  const after = lines.split('\n').map((line) => {
    if (line === '') return line
    const read: ArchivedLine = JSON.parse(line)
    if (!eventKeys.has(eventKey(read.event).toWellFormed())) return line
    lineCount += 1
    return JSON.stringify({ ...read, customerId: null, event: anonymiseEvent(read.event) })
  })
  return { lines: after.join('\n'), lineCount }
}

interface ArchivedLine {
  readonly shard: number
  readonly sequence: number
  readonly index: number
  readonly customerId: string | null
  readonly event: CanonicalEvent
}
