import type { ImportField } from '../../../contracts/imports.ts'
import { type Result, succeed } from '../../../kernel/result.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { parseDecimal } from '../../parse-decimal.ts'
import type { RejectReason, RowReject } from '../../row-reject.ts'
import { type ImportedLine, productOfLine } from './imported-line.ts'

/** The line that a row's cells tell: of its price columns the amount of the line, if it has one, else the unit's. */
export function readImportedLine(
  texts: Partial<Record<ImportField, string>>,
  mapping: ConfirmedMapping,
  reject: (reason: RejectReason, field: ImportField, value?: string) => Result<never, RowReject>,
): Result<ImportedLine, RowReject> {
  const { category } = texts
  const field = texts.lineAmount !== undefined || !mapping.columns.unitPrice ? 'lineAmount' : 'unitPrice'
  const priceText = texts[field]
  if (priceText === undefined) return reject('missing-value', field)
  const decimal = parseDecimal(priceText, mapping.decimalMark)
  if (decimal === undefined) return reject('invalid-amount', field, priceText)

  const quantityText = texts.quantity ?? (field === 'lineAmount' ? '1' : undefined)
  if (quantityText === undefined) return reject('missing-value', 'quantity')
  const quantity = parseDecimal(quantityText, mapping.decimalMark)
  if (quantity === undefined) return reject('invalid-amount', 'quantity', quantityText)
  return succeed({
    ...productOfLine(texts),
    ...(category !== undefined && { category }),
    quantity,
    price: { of: field === 'lineAmount' ? 'line' : 'unit', decimal },
  })
}
