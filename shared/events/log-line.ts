import type { CanonicalEvent } from './event.ts'

/** Something that came in through a door and cannot become an event; kept with its bytes and the reason. */
export interface RejectedRecord {
  readonly source: string
  readonly reason: string
  readonly detail: string
  readonly bytes: string
}

/** One line of the log: a canonical event, or a record that goes straight to quarantine. */
export type LogLine = CanonicalEvent | { readonly rejected: RejectedRecord }

export function isRejected(line: LogLine): line is { readonly rejected: RejectedRecord } {
  return 'rejected' in line
}
