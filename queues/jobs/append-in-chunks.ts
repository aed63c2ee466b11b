import type { CanonicalEvent } from '#shared/events/event.ts'
import type { ImportLog } from './import-ports.ts'

const maxChunkEvents = 1_000
/** Bounds the text of an append by the lines of orders and reports in it: they are nearly all of it. */
const maxChunkLines = 5_000

/** Appends events to the log, many a call but never too many, one call after the other. */
export async function appendInChunks(
  events: Iterable<CanonicalEvent>,
  log: ImportLog,
  receivedAtMs: number,
): Promise<{ acceptedCount: number; duplicateCount: number }> {
  const total = { acceptedCount: 0, duplicateCount: 0 }
  let chunk: CanonicalEvent[] = []
  let lineCount = 0
  const flush = async () => {
    const reply = await log.append(chunk, receivedAtMs)
    total.acceptedCount += reply.acceptedCount
    total.duplicateCount += reply.duplicateCount
    chunk = []
    lineCount = 0
  }
  for (const event of events) {
    const eventLines = (event.order ?? event.salesReport)?.lines.length ?? 0
    if (chunk.length === maxChunkEvents || (chunk.length > 0 && lineCount + eventLines > maxChunkLines))
      await flush()
    chunk.push(event)
    lineCount += eventLines
  }
  if (chunk.length > 0) await flush()
  return total
}
