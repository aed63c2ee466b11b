import type { ImportField } from '../../../contracts/imports.ts'
import { minorUnitDigits } from '../../../kernel/money.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { parseDecimal } from '../../parse-decimal.ts'
import { parseOrderDate } from '../../parse-order-date.ts'
import { type RejectPlace, type RejectReason, type RowReject, rowReject } from '../../row-reject.ts'
import { hasControlCharacter, tidyCell } from '../../tidy-cell.ts'
import { zoneTime } from '../../zone-time.ts'
import type { ImportedPerson } from '../person.ts'
import { personFields } from '../person-fields.ts'
import { channelOfWord } from './channel-words.ts'
import type { OrderRow } from './order-row.ts'

export type OrderRowReader = (cells: readonly string[], place: RejectPlace) => Result<OrderRow, RowReject>

const personFieldNames = Object.keys(personFields) as (keyof typeof personFields)[]
const longestText = 320
/** An order number becomes part of an event id. */
const longestOrderId = 200

/** A function that reads the rows of a file with these columns. It is total: what it cannot read is a reject. */
export function orderRowReader(columns: readonly string[], mapping: ConfirmedMapping): OrderRowReader {
  const places = Object.entries(mapping.columns).map(
    ([field, column]) => [field as ImportField, columns.indexOf(column)] as const,
  )
  const dateMs = dateReader(mapping)

  return (cells, place) => {
    const reject = (reason: RejectReason, field: ImportField, value?: string) =>
      fail(rowReject(reason, place, mapping.columns[field] ?? null, value))

    if (cells.length !== columns.length) {
      return fail(rowReject('column-count', place, null, `${cells.length} instead of ${columns.length}`))
    }
    const texts: Partial<Record<ImportField, string>> = {}
    for (const [field, index] of places) {
      const text = tidyCell(cells[index] ?? '')
      if (text === '') continue
      if (text.length > (field === 'orderId' ? longestOrderId : longestText))
        return reject('too-long', field, text)
      if (hasControlCharacter(text)) return reject('control-character', field)
      texts[field] = text
    }

    const { orderId, orderedAt, productName, category, channel } = texts
    if (orderId === undefined) return reject('missing-value', 'orderId')
    if (orderedAt === undefined) return reject('missing-value', 'orderedAt')
    const orderedAtMs = dateMs(orderedAt)
    if (orderedAtMs === undefined) return reject('unknown-date', 'orderedAt', orderedAt)

    const priceField =
      texts.lineAmount !== undefined || !mapping.columns.unitPrice ? 'lineAmount' : 'unitPrice'
    const priceText = texts[priceField]
    if (priceText === undefined) return reject('missing-value', priceField)
    const price = parseDecimal(priceText, mapping.decimalMark)
    if (price === undefined) return reject('invalid-amount', priceField, priceText)

    const quantityText = texts.quantity ?? (priceField === 'lineAmount' ? '1' : undefined)
    if (quantityText === undefined) return reject('missing-value', 'quantity')
    const quantity = parseDecimal(quantityText, mapping.decimalMark)
    if (quantity === undefined) return reject('invalid-amount', 'quantity', quantityText)

    const currency = texts.currency?.toUpperCase()
    if (currency !== undefined && minorUnitDigits(currency) === undefined) {
      return reject('unknown-currency', 'currency', currency)
    }
    return succeed({
      lineNumber: place.lineNumber,
      record: place.record,
      orderId,
      orderedAtMs,
      productId: texts.productId ?? productName ?? 'unspecified',
      ...(productName !== undefined && { productName }),
      ...(category !== undefined && { category }),
      quantity,
      price: { of: priceField === 'lineAmount' ? 'line' : 'unit', decimal: price },
      ...(currency !== undefined && { currency }),
      ...(channel !== undefined && { channel: channelOfWord(channel) }),
      person: personOf(texts),
    })
  }
}

/** Rows of one order share their date, so the last one is remembered. */
function dateReader(mapping: ConfirmedMapping): (text: string) => number | undefined {
  const toEpochMs = zoneTime(mapping.timeZone)
  let lastText = ''
  let lastMs: number | undefined
  return (text) => {
    if (text !== lastText) {
      lastMs = parseOrderDate(text, mapping.dateOrder, toEpochMs)
      lastText = text
    }
    return lastMs
  }
}

function personOf(texts: Partial<Record<ImportField, string>>): ImportedPerson {
  const person: ImportedPerson = {}
  for (const field of personFieldNames) {
    const text = texts[field]
    if (text !== undefined) person[field] = text
  }
  return person
}
