import type { TimelineEntry } from './ingest.ts'

/** How much of timelines is held at once: how many events, and how many characters their texts have together. */
export interface TimelineRoom {
  readonly events: number
  readonly characters: number
}

/** The room that is left once these events are in it; below zero when they are too many. */
export function roomBeside(room: TimelineRoom, entries: readonly TimelineEntry[]): TimelineRoom {
  const length = entries.reduce((sum, { event }) => sum + event.length, 0)
  return { events: room.events - entries.length, characters: room.characters - length }
}
