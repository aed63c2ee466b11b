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
import { isAmount } from './imported-line.ts'
import type { ImportedHead, OrderRow } from './order-row.ts'
import { readImportedLine } from './read-imported-line.ts'

export type OrderRowReader = (cells: readonly string[], place: RejectPlace) => Result<OrderRow, RowReject>

const personFieldNames = Object.keys(personFields) as (keyof typeof personFields)[]
const headFields = ['orderTotal', 'taxAmount', 'shippingAmount', 'discountAmount'] as const
const lineFields = ['productId', 'sku', 'productName', 'quantity', 'unitPrice', 'lineAmount'] as const
const longestText = 320
/** An order number becomes part of an event id. */
const longestOrderId = 200

/** A function that reads the rows of a file with these columns. It is total: what it cannot read is a reject. */
export function orderRowReader(columns: readonly string[], mapping: ConfirmedMapping): OrderRowReader {
  const places = Object.entries(mapping.columns).map(
    ([field, column]) => [field as ImportField, columns.indexOf(column)] as const,
  )
  const dateMs = dateReader(mapping)
  const isPriced = mapping.columns.lineAmount !== undefined || mapping.columns.unitPrice !== undefined

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

    const { orderId, orderedAt, channel } = texts
    if (orderId === undefined) return reject('missing-value', 'orderId')
    if (orderedAt === undefined) return reject('missing-value', 'orderedAt')
    const orderedAtMs = dateMs(orderedAt)
    if (orderedAtMs === undefined) return reject('unknown-date', 'orderedAt', orderedAt)

    const head = readHead(texts, mapping, reject)
    if (!head.ok) return head
    if (!isPriced && head.value === undefined) return reject('missing-value', 'orderTotal')
    const isHead =
      head.value !== undefined && (!isPriced || lineFields.every((field) => texts[field] === undefined))
    const line = isHead ? succeed(undefined) : readImportedLine(texts, mapping, reject)
    if (!line.ok) return line

    const currency = texts.currency?.toUpperCase()
    if (currency !== undefined && minorUnitDigits(currency) === undefined) {
      return reject('unknown-currency', 'currency', currency)
    }
    return succeed({
      lineNumber: place.lineNumber,
      record: place.record,
      orderId,
      orderedAtMs,
      ...(line.value !== undefined && { line: line.value }),
      ...(head.value !== undefined && { head: head.value }),
      ...(currency !== undefined && { currency }),
      ...(channel !== undefined && { channel: channelOfWord(channel) }),
      person: personOf(texts),
    })
  }
}

type Reject = (reason: RejectReason, field: ImportField, value?: string) => Result<never, RowReject>

/** What the order comes to as a whole, if the row tells its total. */
function readHead(
  texts: Partial<Record<ImportField, string>>,
  mapping: ConfirmedMapping,
  reject: Reject,
): Result<ImportedHead | undefined, RowReject> {
  if (texts.orderTotal === undefined) return succeed(undefined)
  const head: Partial<Record<keyof ImportedHead, string>> = {}
  for (const field of headFields) {
    const text = texts[field]
    if (text === undefined) continue
    const amount = parseDecimal(text, mapping.decimalMark)
    if (amount === undefined) return reject('invalid-amount', field, text)
    if (!isAmount(amount)) return reject('amount-too-large', field, text)
    head[field] = amount
  }
  return succeed(head)
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
