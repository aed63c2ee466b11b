import type { CanonicalEvent } from '#shared/events/event.ts'
import { importOfWaitingLines } from '#shared/imports/import-keys.ts'
import { lineEvents } from '#shared/imports/kinds/order-lines/line-events.ts'
import {
  readWaitingOrders,
  type WaitingOrder,
  writeWaitingOrders,
} from '#shared/imports/kinds/order-lines/waiting-order.ts'
import { appendInChunks } from './append-in-chunks.ts'
import type { ImportPorts } from './import-ports.ts'

/** What became of the lines of one object. */
export interface JoinedLines {
  readonly acceptedCount: number
  readonly duplicateCount: number
  readonly orderCount: number
  readonly waitingOrderIds: ReadonlySet<string>
}

/**
 * Hands the lines that wait in an object to the log, as far as their orders are there by now, and leaves the others.
 * Lines of somebody who was erased go. A line leaves only when the log has it, so this may be repeated, and done by
 * several at once: then lines may be handed over twice, which the log knows by their events' ids.
 */
export async function joinOrderLines(
  key: string,
  ports: Pick<ImportPorts, 'files' | 'log' | 'orders'>,
  receivedAtMs: number,
): Promise<JoinedLines> {
  const bytes = await ports.files.read(key)
  const orders = bytes === undefined ? [] : readWaitingOrders(new TextDecoder().decode(bytes))
  const heads = await ports.orders.heads(orders.map(({ orderId }) => orderId))
  const events: CanonicalEvent[] = []
  const waiting: WaitingOrder[] = []
  for (const order of orders) {
    const head = heads.get(order.orderId)
    if (head === undefined) waiting.push(order)
    else if (head !== 'forgotten') events.push(...lineEvents(order, head, receivedAtMs))
  }
  // Whichever import finds the order, the lines are the word of the one that brought them.
  const log = {
    ...ports.log,
    append: (some: readonly CanonicalEvent[], atMs: number) =>
      ports.log.append(some, atMs, importOfWaitingLines(key)),
  }
  const appended = await appendInChunks(events, log, receivedAtMs)
  if (waiting.length === 0) await ports.files.remove([key])
  else if (waiting.length < orders.length) await ports.files.write(key, writeWaitingOrders(waiting))
  return {
    ...appended,
    orderCount: orders.length - waiting.length,
    waitingOrderIds: new Set(waiting.map(({ orderId }) => orderId)),
  }
}
