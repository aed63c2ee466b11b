import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { isConfirmed } from '#shared/imports/confirm-mapping.ts'
import { rejectsKey, waitingLinesKey } from '#shared/imports/import-keys.ts'
import type { ImportedRecord, RecordCollector } from '#shared/imports/kinds/import-kind.ts'
import { importKindWork } from '#shared/imports/kinds/kinds.ts'
import { writeWaitingOrders } from '#shared/imports/kinds/order-lines/waiting-order.ts'
import { rejectLine } from '#shared/imports/reject-file.ts'
import { countRejects, type RowReject, rowReject } from '#shared/imports/row-reject.ts'
import { appendInChunks } from './append-in-chunks.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'
import { joinOrderLines } from './join-order-lines.ts'
import { findScattered, linesOfBucket } from './lines-of-bucket.ts'

/** Makes the orders (customers, products ...) of the next bucket into events and hands them to the log. */
export async function loadRecords(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
  const { mapping } = row
  if (!isConfirmed(mapping)) throw new Error('an import is being loaded without a mapping')
  let rejectReasons = row.rejectReasons
  let rejectedRowCount = row.rejectedRowCount
  let rejectPart = 0
  const keepRejects = async (rejects: readonly RowReject[]) => {
    if (rejects.length === 0) return
    const lines = rejects.map((reject) => rejectLine(reject, row.preview.delimiter))
    await ports.files.write(rejectsKey(row, row.step, rejectPart), lines.join(''))
    rejectPart += 1
    rejectedRowCount += rejects.length
    rejectReasons = countRejects(rejectReasons, rejects)
  }

  const receivedAtMs = ports.nowMs()
  const origin = { shopCountry: ports.shopCountry, uploadedAtMs: row.createdAt, receivedAtMs }
  const collector = importKindWork[mapping.kind].collector(mapping, origin)
  const scattered = await findScattered(row, ports.files)
  for await (const lines of linesOfBucket(row, scattered, ports.files)) {
    await keepRejects(collectLines(collector, lines))
  }
  const tally: Tally = { recordCount: 0, rejects: [], waiting: [] }
  const appended = await appendInChunks(eventsOf(collector, tally), ports.log, receivedAtMs)
  await keepRejects(tally.rejects)
  const joined = await joinLines(row, tally.waiting, ports, receivedAtMs)
  await keepRejects(joined.rejects)

  const loadedBucketCount = row.loadedBucketCount + 1
  const bucketCount =
    scattered === undefined ? row.bucketCount : scattered.homeBucketCount + scattered.lateBucketCount
  return {
    ...(loadedBucketCount === bucketCount && { state: 'settling', loadedAt: ports.nowMs() }),
    bucketCount,
    loadedBucketCount,
    orderCount: row.orderCount + tally.recordCount + joined.orderCount,
    acceptedEventCount: row.acceptedEventCount + appended.acceptedCount + joined.acceptedCount,
    duplicateEventCount: row.duplicateEventCount + appended.duplicateCount + joined.duplicateCount,
    rejectedRowCount,
    rejectReasons,
  }
}

interface Tally {
  recordCount: number
  readonly rejects: RowReject[]
  readonly waiting: NonNullable<ImportedRecord['waiting']>[]
}

/** The events of all records, made as they are asked for; counts the records and keeps the late rejects in `tally`. */
function* eventsOf(collector: RecordCollector, tally: Tally): Generator<CanonicalEvent> {
  for (const { events, rejects, waiting } of collector.records()) {
    if (waiting !== undefined) tally.waiting.push(waiting)
    if (events.length > 0) tally.recordCount += 1
    tally.rejects.push(...rejects)
    yield* events
  }
}

/**
 * Keeps the lines of orders that another file tells of, and lets those join whose orders are there. The others wait; an
 * import of orders will find them. They are kept before it is looked for their orders: whoever of the two comes later
 * sees the other.
 */
async function joinLines(
  row: CustomerImportRow,
  waiting: Tally['waiting'],
  ports: ImportPorts,
  receivedAtMs: number,
): Promise<{ orderCount: number; acceptedCount: number; duplicateCount: number; rejects: RowReject[] }> {
  if (waiting.length === 0) return { orderCount: 0, acceptedCount: 0, duplicateCount: 0, rejects: [] }
  const key = waitingLinesKey(row, row.loadedBucketCount)
  await ports.files.write(key, writeWaitingOrders(waiting.map(({ order }) => order)))
  const { waitingOrderIds, ...counts } = await joinOrderLines(key, ports, receivedAtMs)
  const column = row.mapping?.columns.orderId ?? null
  const rejects = waiting
    .filter(({ order }) => waitingOrderIds.has(order.orderId))
    .flatMap(({ order, rows }) =>
      rows.map((place) => rowReject('waiting-for-order', place, column, order.orderId)),
    )
  return { ...counts, rejects }
}

/** Gives rows to the collector and returns those that do not go with the others. */
function collectLines(collector: RecordCollector, lines: readonly string[]): RowReject[] {
  const rejects: RowReject[] = []
  for (const line of lines) {
    const reject = collector.add(line)
    if (reject !== undefined) rejects.push(reject)
  }
  return rejects
}
