import type { CanonicalEvent } from '../events/event.ts'
import type { RejectedRecord } from '../events/log-line.ts'
import type { Result } from '../kernel/result.ts'
import type { MappingFailure } from './mapping-failure.ts'
import type { MappingContext, Source } from './source.ts'

/** The events that records make, and what of them has to go to quarantine. */
export interface MappedRecords {
  readonly events: CanonicalEvent[]
  readonly rejected: RejectedRecord[]
}

/** Maps records one by one: a wrong one does not spoil the others. `bytesOf` writes down a record that is rejected. */
export function mapRecords<SourceRecord>(
  source: Pick<Source<SourceRecord>, 'map'>,
  parsed: Result<readonly SourceRecord[], MappingFailure>,
  context: MappingContext,
  bytesOf: (record: SourceRecord | undefined) => string,
): MappedRecords {
  const events: CanonicalEvent[] = []
  const rejected: RejectedRecord[] = []
  const reject = ({ kind, message }: MappingFailure, record: SourceRecord | undefined) =>
    rejected.push({ source: context.source, reason: kind, detail: message, bytes: bytesOf(record) })
  if (!parsed.ok) reject(parsed.failure, undefined)
  for (const record of parsed.ok ? parsed.value : []) {
    const mapped = source.map(record, context)
    if (mapped.ok) events.push(...mapped.value)
    else reject(mapped.failure, record)
  }
  return { events, rejected }
}
