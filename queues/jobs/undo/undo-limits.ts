import type { TimelineRoom } from '#shared/customers/timeline-room.ts'

/** How much the undo of an import deals with at once. */
export interface UndoLimits {
  /** Events of the archive that a step takes back. */
  readonly lines: number
  /** Customers that are decided about, and their objects, before that is carried out. */
  readonly customers: number
  readonly objects: number
  /** What is held of their timelines; a single customer may have more, and is then decided about alone. */
  readonly together: TimelineRoom
  /** What one object is asked for in a call, of one customer a page; not more than `together`. */
  readonly ofObject: TimelineRoom
  /** Of rows that one transaction of D1 writes: its call is a text that caller and database hold several times over. */
  readonly characters: number
}

/** A step is a second or so of work, and a fraction of the calls that one invocation may make. */
export const usualUndoLimits: UndoLimits = {
  lines: 500,
  customers: 400,
  objects: 64,
  together: { events: 5_000, characters: 2_000_000 },
  ofObject: { events: 500, characters: 200_000 },
  characters: 1_000_000,
}
