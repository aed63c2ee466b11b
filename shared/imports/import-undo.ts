/** How far the undo of an import has come: everything before this place has been taken back. */
export interface UndoPlace {
  /** The shard of the log whose events are being taken back. */
  readonly shard: number
  /** The archive segment that was finished last; '' before the first. */
  readonly afterSegment: string
  /** How many lines of the one that follows are done. */
  readonly lineCount: number
  /** Events taken back so far; one that was cut off in the middle may be counted again. */
  readonly eventCount: number
  /** Once all events are taken back: the other import whose words are told again, and the place is one in that import. */
  readonly retoldImportId?: string
}

export interface ImportUndo extends UndoPlace {
  /** Who wanted it. */
  readonly by: string
  readonly requestedAtMs: number
  readonly finishedAtMs: number | null
}

/** An undo that has just begun. */
export function newUndo(by: string, nowMs: number): ImportUndo {
  return {
    by,
    requestedAtMs: nowMs,
    finishedAtMs: null,
    shard: 0,
    afterSegment: '',
    lineCount: 0,
    eventCount: 0,
  }
}
