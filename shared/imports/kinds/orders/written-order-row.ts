import type { Channel } from '../../../events/event.ts'
import type { LinePlace } from '../import-kind.ts'
import type { ImportedPerson } from '../person.ts'
import { personFields } from '../person-fields.ts'
import type { ImportedLine } from './imported-line.ts'
import type { ImportedHead, OrderRow } from './order-row.ts'

/** Stands between the texts of a row, none of which holds it: see `hasControlCharacter`. */
const separator = '\u001f'
/** Stands before a record as JSON, which it is where it would break the line. */
const jsonMark = '\u001e'
const personNames = Object.keys(personFields) as (keyof ImportedPerson)[]
const headNames = ['orderTotal', 'taxAmount', 'shippingAmount', 'discountAmount'] as const
const headPlace = 10
const personPlace = headPlace + headNames.length + 2

/**
 * An OrderRow as one line of a bucket object: its texts one after the other, the empty one for what is not there. As JSON it would be
 * half as long again, and take several times as long to read.
 */
export function writeOrderRow({ line, head, person, record, ...row }: OrderRow): string {
  return [
    row.lineNumber,
    row.orderId,
    row.orderedAtMs,
    line?.productId,
    line?.sku,
    line?.productName,
    line?.category,
    line?.quantity,
    line?.price.of,
    line?.price.decimal,
    head?.orderTotal,
    head?.taxAmount,
    head?.shippingAmount,
    head?.discountAmount,
    row.currency,
    row.channel,
    ...personNames.map((name) => person[name]),
    breaksLine(record) ? jsonMark + JSON.stringify(record) : record,
  ].join(separator)
}

function breaksLine(record: string): boolean {
  return record.includes('\n') || record.includes(separator) || record.includes(jsonMark)
}

/** Reads what {@link writeOrderRow} wrote, and the JSON that it was before: imports go on over a new version of Patron. */
export function readWrittenOrderRow(written: string): OrderRow {
  if (written.startsWith('{')) return JSON.parse(written) as OrderRow
  const texts = written.split(separator)
  const record = texts[personPlace + personNames.length] ?? ''
  const line = readLine(texts)
  const head = readHead(texts)
  const currency = texts[personPlace - 2]
  const channel = texts[personPlace - 1] as Channel | ''
  return {
    lineNumber: Number(texts[0]),
    record: record.startsWith(jsonMark) ? JSON.parse(record.slice(1)) : record,
    orderId: texts[1] ?? '',
    orderedAtMs: Number(texts[2]),
    ...(line !== undefined && { line }),
    ...(head !== undefined && { head }),
    ...(currency && { currency }),
    ...(channel && { channel }),
    person: readPerson(texts),
  }
}

/** Where a written row belongs, without reading the rest of it. */
export function placeOfOrderRow(written: string): LinePlace {
  if (written.startsWith('{')) {
    const { orderId: group, lineNumber } = JSON.parse(written) as OrderRow
    return { group, lineNumber }
  }
  const [lineNumber, group = ''] = written.split(separator, 2)
  return { group, lineNumber: Number(lineNumber) }
}

function readLine(texts: readonly string[]): ImportedLine | undefined {
  const [, , , productId = '', sku, productName, category, quantity = '', of, decimal = ''] = texts
  if (quantity === '') return undefined
  return {
    productId,
    ...(sku && { sku }),
    ...(productName && { productName }),
    ...(category && { category }),
    quantity,
    price: { of: of === 'line' ? 'line' : 'unit', decimal },
  }
}

function readHead(texts: readonly string[]): ImportedHead | undefined {
  if (!texts[headPlace]) return undefined
  const head: Partial<Record<keyof ImportedHead, string>> = {}
  for (const [index, name] of headNames.entries()) {
    const text = texts[headPlace + index]
    if (text) head[name] = text
  }
  return head
}

function readPerson(texts: readonly string[]): ImportedPerson {
  const person: ImportedPerson = {}
  for (let index = 0; index < personNames.length; index += 1) {
    const name = personNames[index]
    const text = texts[personPlace + index]
    if (name !== undefined && text) person[name] = text
  }
  return person
}
