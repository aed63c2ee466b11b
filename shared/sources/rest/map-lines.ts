import type { OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { lineAmountMinor, minorUnitDigits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'
import type { OrderMapping } from './mapping-settings.ts'
import { valueAt } from './pointer.ts'
import { readAmount } from './read-amount.ts'

/** The lines of an order; none where there are none. What is wrong with them is added to `errors`. */
export function mapLines(
  record: unknown,
  places: OrderMapping,
  currency: string,
  errors: FieldError[],
): OrderLine[] {
  const list = valueAt(record, places.lines)
  if (list === undefined) return []
  if (!Array.isArray(list)) {
    errors.push({ pointer: places.lines, detail: 'is not a list' })
    return []
  }
  return list.map((line, index) => {
    const at = `${places.lines}/${index}`
    const text = (pointer: string) => textOf(valueAt(line, pointer))
    const sku = text(places.line.sku)
    const productId = text(places.line.productId) ?? sku
    if (productId === undefined)
      errors.push({ pointer: `${at}${places.line.productId}`, detail: 'is missing' })
    const quantity = Number(text(places.line.quantity) ?? '1')
    if (!Number.isFinite(quantity))
      errors.push({ pointer: `${at}${places.line.quantity}`, detail: 'is not a number' })
    const name = text(places.line.name)
    const category = text(places.line.category)
    return {
      lineId: text(places.line.lineId) ?? String(index + 1),
      productId: productId ?? '',
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      ...(sku !== undefined && { sku }),
      quantity,
      amountMinor: lineAmount(line, at, quantity, places, currency, errors),
    }
  })
}

function lineAmount(
  line: unknown,
  at: string,
  quantity: number,
  places: OrderMapping,
  currency: string,
  errors: FieldError[],
): number {
  const amount = valueAt(line, places.line.amount)
  if (amount !== undefined) {
    return readAmount(amount, `${at}${places.line.amount}`, currency, places, errors) ?? 0
  }
  const price = textOf(valueAt(line, places.line.unitPrice))
  const unitPrice = places.amountsAre === 'minor' ? minorPrice(price, currency) : price
  const minor = unitPrice === undefined ? undefined : lineAmountMinor(quantity, unitPrice, currency)
  if (minor?.ok) return minor.value
  errors.push({ pointer: `${at}${places.line.unitPrice}`, detail: 'is not an amount' })
  return 0
}

/** A price in the smallest unit as a decimal: "1250" of pounds is "12.50". */
function minorPrice(price: string | undefined, currency: string): string | undefined {
  const digits = minorUnitDigits(currency) ?? 2
  if (price === undefined || !/^\d{1,15}$/.test(price)) return undefined
  const text = price.padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
