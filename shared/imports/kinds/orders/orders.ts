import { succeed } from '../../../kernel/result.ts'
import { compareTexts } from '../../compare-texts.ts'
import type { ImportKindWork } from '../import-kind.ts'
import { type CollectedOrder, collectOrderRow } from './collect-orders.ts'
import { orderEvents } from './order-events.ts'
import { personName } from './person-name.ts'
import { orderRowReader } from './read-order-row.ts'
import { placeOfOrderRow, readWrittenOrderRow, writeOrderRow } from './written-order-row.ts'

/**
 * A file of orders, with their lines or without: the rows of an order meet, and become one event. Orders of one person lie beside one
 * another: a customer is then read, changed and written once for all of them.
 */
export const ordersKind: ImportKindWork = {
  rowReader(columns, mapping) {
    const readRow = orderRowReader(columns, mapping)
    return (cells, place) => {
      const read = readRow(cells, place)
      if (!read.ok) return read
      const { orderId, person } = read.value
      const beside = personName(person)
      return succeed({
        group: orderId,
        line: writeOrderRow(read.value),
        ...(beside !== undefined && { beside }),
      })
    }
  },

  placeOfLine: placeOfOrderRow,

  collector(mapping, origin) {
    const orders = new Map<string, CollectedOrder>()
    const { currency = null, orderId = null, orderTotal = null } = mapping.columns
    const columns = { currency, orderId, orderTotal }
    return {
      add: (line) => collectOrderRow(orders, readWrittenOrderRow(line), columns),
      *records() {
        for (const order of sorted(orders)) yield orderEvents(order, mapping, origin)
      },
    }
  },
}

/** Person by person, then by number: the log finds names that are alike in the same places. */
function sorted(orders: ReadonlyMap<string, CollectedOrder>): CollectedOrder[] {
  const placed = [...orders.values()].map((order) => ({ order, person: personOf(order) ?? '' }))
  placed.sort(
    (left, right) =>
      compareTexts(left.person, right.person) || compareTexts(left.order.orderId, right.order.orderId),
  )
  return placed.map(({ order }) => order)
}

function personOf({ rows }: CollectedOrder): string | undefined {
  for (const { person } of rows) {
    const name = personName(person)
    if (name !== undefined) return name
  }
  return undefined
}
