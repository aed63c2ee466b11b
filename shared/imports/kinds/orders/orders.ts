import { succeed } from '../../../kernel/result.ts'
import { compareTexts } from '../../compare-texts.ts'
import type { ImportKindWork } from '../import-kind.ts'
import { type CollectedOrder, collectOrderRow } from './collect-orders.ts'
import { orderEvents } from './order-events.ts'
import { orderRowReader } from './read-order-row.ts'
import { readWrittenOrderRow, writeOrderRow } from './written-order-row.ts'

/** A file of orders, with their lines or without: the rows of an order meet, and become one event. */
export const ordersKind: ImportKindWork = {
  rowReader(columns, mapping) {
    const readRow = orderRowReader(columns, mapping)
    return (cells, place) => {
      const read = readRow(cells, place)
      return read.ok ? succeed({ group: read.value.orderId, line: writeOrderRow(read.value) }) : read
    }
  },

  collector(mapping, { receivedAtMs }) {
    const orders = new Map<string, CollectedOrder>()
    const { currency = null, orderId = null, orderTotal = null } = mapping.columns
    const columns = { currency, orderId, orderTotal }
    return {
      add: (line) => collectOrderRow(orders, readWrittenOrderRow(line), columns),
      *records() {
        for (const order of sorted(orders)) yield orderEvents(order, mapping, receivedAtMs)
      },
    }
  },
}

/** By number: the log finds names that are alike in the same places. */
function sorted(orders: ReadonlyMap<string, CollectedOrder>): CollectedOrder[] {
  return [...orders.values()].sort((left, right) => compareTexts(left.orderId, right.orderId))
}
