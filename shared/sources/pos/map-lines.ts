import type { PosLine } from '../../contracts/pos.ts'
import type { OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { lineAmountMinor, toMinorUnits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'
import { type AmountReader, amountDetail } from './read-amount.ts'

/**
 * The lines of a bill; what is wrong is added to `errors`. A product is known by `productId`, else `sku`, else `name`.
 * A line costs `amount`, else quantity x unit price less `discount`. `isTakenBack` turns them round: a till writes the
 * lines of a return with positive quantities.
 */
export function mapLines(
  lines: readonly PosLine[],
  currency: string,
  isTakenBack: boolean,
  readAmount: AmountReader,
  errors: FieldError[],
): OrderLine[] {
  const mapped: OrderLine[] = []
  const lineIds = new Set<string>()
  for (const [index, line] of lines.entries()) {
    const pointer = `/lines/${index}`
    const lineId = textOf(line.lineId) ?? String(index + 1)
    if (lineIds.has(lineId)) errors.push({ pointer: `${pointer}/lineId`, detail: 'is there twice' })
    lineIds.add(lineId)
    const name = textOf(line.name)
    const sku = textOf(line.sku)
    const productId = textOf(line.productId) ?? sku ?? name
    if (productId === undefined) {
      errors.push({ pointer: `${pointer}/productId`, detail: 'is missing, and so are sku and name' })
    }
    const quantity = Number(line.quantity)
    if (!Number.isFinite(quantity) || String(line.quantity).trim() === '') {
      errors.push({ pointer: `${pointer}/quantity`, detail: 'is not a number' })
    }
    const amountMinor = lineAmount(line, currency, pointer, readAmount, errors)
    if (productId === undefined || amountMinor === undefined) continue
    const category = textOf(line.category)
    mapped.push({
      lineId,
      productId,
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...(sku !== undefined && { sku }),
      // Taken from nought, because a negated nought would be another number.
      quantity: isTakenBack ? 0 - Math.abs(quantity) : quantity,
      amountMinor: isTakenBack ? 0 - Math.abs(amountMinor) : amountMinor,
    })
  }
  return mapped
}

function lineAmount(
  line: PosLine,
  currency: string,
  pointer: string,
  readAmount: AmountReader,
  errors: FieldError[],
): number | undefined {
  if (line.amount != null) return readAmount(line.amount, `${pointer}/amount`)
  if (line.unitPrice == null) {
    errors.push({ pointer: `${pointer}/amount`, detail: 'is missing, and so is unitPrice' })
    return undefined
  }
  const gross = lineAmountMinor(line.quantity, line.unitPrice, currency)
  const discountMinor = readAmount(line.discount ?? 0, `${pointer}/discount`)
  if (gross.ok) {
    if (discountMinor === undefined || Number.isSafeInteger(gross.value - discountMinor)) {
      return discountMinor === undefined ? undefined : gross.value - discountMinor
    }
    errors.push({ pointer: `${pointer}/discount`, detail: 'is too large' })
    return undefined
  }
  // Which of the two is wrong: a wrong quantity has been named already.
  if (!toMinorUnits(line.unitPrice, currency).ok || gross.failure.kind === 'amount-too-large') {
    errors.push({ pointer: `${pointer}/unitPrice`, detail: amountDetail(gross.failure.kind) })
  } else if (Number.isFinite(Number(line.quantity))) {
    errors.push({ pointer: `${pointer}/quantity`, detail: 'is not a plain decimal number' })
  }
  return undefined
}
