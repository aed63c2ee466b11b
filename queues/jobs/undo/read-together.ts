import type { TimelineEntry } from '#shared/customers/ingest.ts'
import { roomBeside, type TimelineRoom } from '#shared/customers/timeline-room.ts'
import { callObjects } from './calls-by-object.ts'
import type { UndoLimits } from './undo-limits.ts'

/** Whole timelines of customers; null where there is none to be had. */
export interface TogetherRead<Item> {
  readonly timelines: (readonly [Item, readonly TimelineEntry[] | null])[]
  /** Of customers whose timeline does not fit into one call. */
  readonly long: Item[]
  /** Those there was no room for any more. */
  readonly unread: Item[]
}

/**
 * Reads the timelines of customers of several objects, of as many as there is room for together: so many objects at once as
 * may fill what room is left. At least one is read or found to be long.
 */
export async function readTogether<Item>(
  items: readonly Item[],
  objectNameOf: (item: Item) => string,
  read: (
    objectName: string,
    together: Item[],
    room: TimelineRoom,
  ) => Promise<readonly (readonly TimelineEntry[] | null)[]>,
  { together, ofObject }: Pick<UndoLimits, 'together' | 'ofObject'>,
): Promise<TogetherRead<Item>> {
  const found: TogetherRead<Item> = { timelines: [], long: [], unread: [] }
  const waiting = [...Map.groupBy(items, objectNameOf).values()]
  let room = together
  for (;;) {
    const callCount = Math.floor(
      Math.min(room.events / ofObject.events, room.characters / ofObject.characters),
    )
    const asked = waiting.splice(0, Math.max(0, callCount))
    if (asked.length === 0) break
    const answered = await callObjects(asked.flat(), objectNameOf, (objectName, ofOne) =>
      read(objectName, ofOne, ofObject),
    )
    found.timelines.push(...answered)
    room = roomBeside(
      room,
      answered.flatMap(([, entries]) => entries ?? []),
    )
    const isRead = new Set(answered.map(([item]) => item))
    for (const ofOne of asked) {
      const left = ofOne.filter((item) => !isRead.has(item))
      // The first one had all the room that an object has.
      if (left.length === ofOne.length) found.long.push(...left.splice(0, 1))
      found.unread.push(...left)
    }
  }
  found.unread.push(...waiting.flat())
  return found
}
