import { groupedKind } from '../grouped-kind.ts'
import { type ImportedLine, isMoney, priceField, productOfLine } from '../orders/imported-line.ts'
import type { RowCells } from '../read-cells.ts'

/**
 * A file of the lines of orders that another file tells of. The rows of an order meet; they wait until it is known when
 * the order was, and whose.
 */
export const orderLinesKind = groupedKind({
  check({ texts }) {
    if (texts.lineAmount === undefined && texts.unitPrice === undefined) {
      return { reason: 'missing-value', field: 'lineAmount' }
    }
    if (texts.lineAmount === undefined && texts.quantity === undefined) {
      return { reason: 'missing-value', field: 'quantity' }
    }
    const line = importedLine(texts)
    return isMoney(line) ? undefined : { reason: 'amount-too-large', field: priceField(line.price) }
  },

  groupOf: ({ texts: { orderId = '' } }) => orderId,

  recordsOf(rows) {
    const lines = rows.map(({ texts }) => importedLine(texts))
    const orderId = rows[0]?.texts.orderId ?? ''
    return { events: [], rejects: [], waiting: { order: { orderId, lines }, rows } }
  },
})

/** The line of a row that {@link orderLinesKind} let in. */
function importedLine(texts: RowCells['texts']): ImportedLine {
  const { category, lineAmount, unitPrice = '', quantity = '1' } = texts
  return {
    ...productOfLine(texts),
    ...(category !== undefined && { category }),
    quantity,
    price:
      lineAmount !== undefined ? { of: 'line', decimal: lineAmount } : { of: 'unit', decimal: unitPrice },
  }
}
