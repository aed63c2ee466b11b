import { backfilledBytes } from '#shared/connections/kept-record.ts'
import type { BackfillRunRow } from '#shared/database/tables/backfill-run.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { BackfillFailure } from '#shared/sources/backfill.ts'
import { unreadableAnswer } from '#shared/sources/backfill-failure.ts'
import { mapRecords } from '#shared/sources/map-records.ts'
import type { BackfillMessage } from '../../messages.ts'
import { done, type Outcome } from '../../outcome.ts'
import type { BackfillChanges, BackfillPorts, ReadableConnection } from './backfill-ports.ts'

/** A vendor that asks for a pause and does not say how long. */
const defaultWaitSeconds = 30

/**
 * Reads one page of a vendor's records, takes their events, notes how far it is, and sends the message for the next page.
 * The run's row is the only memory: a message that is lost, repeated or late does no harm, and a page that is read twice
 * gives the same events.
 */
export async function runBackfillStep(message: BackfillMessage, ports: BackfillPorts): Promise<Outcome> {
  const run = await ports.runs.find(message.runId)
  if (run === undefined) return { kind: 'drop', reason: 'unknown-backfill-run' }
  if (run.state !== 'reading') return done
  const step = await readPage(run, ports)
  if (!step.ok) return stop(run, message, step.failure, ports)
  const isMine = await ports.runs.advance(run, { ...step.value, progressedAt: ports.nowMs() })
  if (isMine && step.value.state === undefined) await ports.queue.send(message, 0)
  return done
}

async function readPage(
  run: BackfillRunRow,
  ports: BackfillPorts,
): Promise<Result<BackfillChanges, BackfillFailure>> {
  const found = await ports.connection(run)
  if (!found.ok) return found
  const { source, backfill, call, context } = found.value
  const page = await backfill.readPage(run.resource, run.cursor, run.changedSince, call, context.settings)
  if (!page.ok) return page
  const { records, nextCursor } = page.value
  // A vendor that answers so would be read for ever.
  if (nextCursor !== null && nextCursor === run.cursor)
    return fail(unreadableAnswer('the next page begins where this one did'))

  const receivedAtMs = ports.nowMs()
  const { events, rejected } = mapRecords(source, succeed(records), { ...context, receivedAtMs }, (record) =>
    backfilledBytes(run.resource, record),
  )
  // Apart, because the log counts every line: what is quarantined is not to count as an event.
  await ports.append([], rejected, receivedAtMs)
  const { acceptedCount, duplicateCount } = await ports.append(events, [], receivedAtMs)
  return succeed({
    ...nextPlace(run, nextCursor, found.value, receivedAtMs),
    recordCount: run.recordCount + records.length,
    acceptedCount: run.acceptedCount + acceptedCount,
    duplicateCount: run.duplicateCount + duplicateCount,
    rejectedCount: run.rejectedCount + rejected.length,
  })
}

function nextPlace(
  { resource }: BackfillRunRow,
  nextCursor: string | null,
  { backfill: { resources } }: ReadableConnection,
  nowMs: number,
): BackfillChanges {
  if (nextCursor !== null) return { cursor: nextCursor }
  const next = resources[resources.indexOf(resource) + 1]
  return next === undefined
    ? { state: 'done', cursor: null, finishedAt: nowMs }
    : { resource: next, cursor: null }
}

/** What a failure means for the run: it ends, waits for as long as the vendor asks, or is tried again. */
async function stop(
  run: BackfillRunRow,
  message: BackfillMessage,
  { kind, message: failure, retryable, afterSeconds }: BackfillFailure,
  ports: BackfillPorts,
): Promise<Outcome> {
  const nowMs = ports.nowMs()
  if (!retryable) {
    await ports.runs.advance(run, { state: 'failed', failure, progressedAt: nowMs, finishedAt: nowMs })
    return done
  }
  const waitSeconds = afterSeconds ?? defaultWaitSeconds
  if (kind !== 'rate-limited') return { kind: 'retry', afterSeconds: waitSeconds, reason: failure }
  // Being asked to wait is no failed try. The run stands where it will be when the wait is over, so that the minute's
  // schedule does not take it for one that was forgotten.
  if (await ports.runs.advance(run, { progressedAt: nowMs + waitSeconds * secondMs }))
    await ports.queue.send(message, waitSeconds)
  return done
}
