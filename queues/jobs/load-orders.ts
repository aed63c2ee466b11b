import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { type CollectedOrder, collectOrderRow } from '#shared/imports/collect-orders.ts'
import { type ConfirmedMapping, isConfirmed } from '#shared/imports/confirm-mapping.ts'
import { bucketFolder, rejectsKey } from '#shared/imports/import-keys.ts'
import { orderEvents } from '#shared/imports/order-events.ts'
import { readWrittenOrderRow } from '#shared/imports/order-row.ts'
import { rejectLine } from '#shared/imports/reject-file.ts'
import { countRejects, type RowReject } from '#shared/imports/row-reject.ts'
import { appendInChunks } from './append-in-chunks.ts'
import type { ImportChanges, ImportPorts } from './import-ports.ts'

/** Makes the orders of the next bucket into events and hands them to the log. */
export async function loadOrders(row: CustomerImportRow, ports: ImportPorts): Promise<ImportChanges> {
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

  const orders = new Map<string, CollectedOrder>()
  for (const key of await ports.files.list(bucketFolder(row, row.loadedBucketCount))) {
    await keepRejects(await collectPart(orders, key, mapping.columns.currency ?? null, ports))
  }
  const receivedAtMs = ports.nowMs()
  const tally: Tally = { orderCount: 0, rejects: [] }
  const events = eventsOf(orders.values(), mapping, receivedAtMs, tally)
  const appended = await appendInChunks(events, ports.log, receivedAtMs)
  await keepRejects(tally.rejects)

  const loadedBucketCount = row.loadedBucketCount + 1
  return {
    ...(loadedBucketCount === row.bucketCount && { state: 'settling', loadedAt: ports.nowMs() }),
    loadedBucketCount,
    orderCount: row.orderCount + tally.orderCount,
    acceptedEventCount: row.acceptedEventCount + appended.acceptedCount,
    duplicateEventCount: row.duplicateEventCount + appended.duplicateCount,
    rejectedRowCount,
    rejectReasons,
  }
}

interface Tally {
  orderCount: number
  readonly rejects: RowReject[]
}

/** The events of all orders, made as they are asked for; counts the orders and keeps the late rejects in `tally`. */
function* eventsOf(
  orders: Iterable<CollectedOrder>,
  mapping: ConfirmedMapping,
  receivedAtMs: number,
  tally: Tally,
): Generator<CanonicalEvent> {
  for (const order of orders) {
    const { events, rejects } = orderEvents(order, mapping, receivedAtMs)
    if (events.length > 0) tally.orderCount += 1
    tally.rejects.push(...rejects)
    yield* events
  }
}

/** Adds the rows of one bucket object to their orders and returns those that do not go with them. */
async function collectPart(
  orders: Map<string, CollectedOrder>,
  key: string,
  currencyColumn: string | null,
  ports: ImportPorts,
): Promise<RowReject[]> {
  const bytes = await ports.files.read(key)
  if (bytes === undefined) throw new Error(`${key} was listed but is gone`)
  const rejects: RowReject[] = []
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const reject = collectOrderRow(orders, readWrittenOrderRow(line), currencyColumn)
    if (reject !== undefined) rejects.push(reject)
  }
  return rejects
}
