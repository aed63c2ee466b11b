import type { CanonicalEvent } from './event.ts'

/** Something that came in through a door and cannot become an event; kept with its bytes and the reason. */
export interface RejectedRecord {
  readonly source: string
  readonly reason: string
  readonly detail: string
  readonly bytes: string
  /** What the rest of its request said of it, where the source keeps that. */
  readonly sentWith?: object
  /** What makes it another record than one of the same bytes and reason. Absent: nothing does, and it is a retry of that. */
  readonly variant?: string
}

/** One line of the log: a canonical event, or a record that goes straight to quarantine. */
export type LogLine = CanonicalEvent | { readonly rejected: RejectedRecord }

export function isRejected(line: LogLine): line is { readonly rejected: RejectedRecord } {
  return 'rejected' in line
}

/**
 * Whether a line read back is an event at all. Events were checked at the door; this only keeps what another version
 * of the code may have written from being taken for one, at a small part of the cost of a full check.
 */
export function isEvent(line: LogLine): line is CanonicalEvent {
  if (typeof line !== 'object' || line === null || isRejected(line)) return false
  const { id, source, name, occurredAt, receivedAt, identifiers } = line
  return (
    typeof id === 'string' &&
    typeof source === 'string' &&
    typeof name === 'string' &&
    Number.isSafeInteger(occurredAt) &&
    Number.isSafeInteger(receivedAt) &&
    Array.isArray(identifiers)
  )
}
