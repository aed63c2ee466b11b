import { anonymiseEvent } from './anonymise-event.ts'
import { isEvent, isRejected, type LogLine, type RejectedRecord } from './log-line.ts'

/**
 * A line of the log without the person: an event is anonymised, a record for quarantine loses its bytes. What cannot be
 * read at all becomes such a record, because nobody knows whom it names. Doing it twice changes nothing.
 */
export function anonymiseLine(line: string): string {
  const read = readLine(line)
  if (read !== undefined && isEvent(read)) return JSON.stringify(anonymiseEvent(read))
  const { source, reason } =
    read !== undefined && isRejectedRecord(read)
      ? read.rejected
      : { source: 'unknown', reason: 'unreadable-event' }
  const rejected: RejectedRecord = { source, reason, detail: forgottenDetail, bytes: '' }
  return JSON.stringify({ rejected })
}

/** Stands where it said what was wrong with a record. */
export const forgottenDetail = 'forgotten'

function readLine(line: string): LogLine | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isRejectedRecord(line: LogLine): line is { readonly rejected: RejectedRecord } {
  return typeof line === 'object' && line !== null && isRejected(line)
}
