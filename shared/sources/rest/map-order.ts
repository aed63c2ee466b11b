import type { OrderChange } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { minorUnitDigits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import { mapLines } from './map-lines.ts'
import type { RestMapping } from './mapping-settings.ts'
import { valueAt } from './pointer.ts'
import { readAmount } from './read-amount.ts'
import { readMoment } from './read-moment.ts'

/** The events that tell of an order, and what each says of it. */
export const orderChanges: ReadonlyMap<string, OrderChange['change']> = new Map([
  ['Order Completed', 'placed'],
  ['Order Updated', 'updated'],
  ['Order Paid', 'paid'],
  ['Order Fulfilled', 'fulfilled'],
  ['Order Cancelled', 'cancelled'],
  ['Order Refunded', 'refunded'],
])

/**
 * What a record says of an order. A cancellation and a refund bring no lines; any other with lines is the whole order, and
 * one that is placed or updated is so without them. Fails with `invalid-order` and every field that is wrong.
 */
export function mapOrder(
  record: unknown,
  change: OrderChange['change'],
  { order: places, timesAre }: RestMapping,
  defaultCurrency: string,
): Result<OrderChange, MappingFailure> {
  const errors: FieldError[] = []
  const orderId = textOf(valueAt(record, places.orderId))
  if (orderId === undefined) errors.push({ pointer: places.orderId, detail: 'is missing' })
  const currency = (textOf(valueAt(record, places.currency)) ?? defaultCurrency).toUpperCase()
  if (minorUnitDigits(currency) === undefined)
    return refuse('invalid-order', [...errors, { pointer: places.currency, detail: 'is not a currency' }])
  const amountAt = (pointer: string): number | undefined => {
    const value = valueAt(record, pointer)
    return value === undefined ? undefined : readAmount(value, pointer, currency, places, errors)
  }
  const placedValue = valueAt(record, places.placedAt)
  const placedAt = placedValue === undefined ? undefined : readMoment(placedValue, timesAre)
  if (placedValue !== undefined && placedAt === undefined)
    errors.push({ pointer: places.placedAt, detail: `is not a moment (${timesAre})` })
  const isWhole = change !== 'cancelled' && change !== 'refunded'
  const lines = isWhole ? mapLines(record, places, currency, errors) : []
  const amounts = {
    totalMinor: isWhole ? amountAt(places.total) : undefined,
    taxMinor: isWhole ? amountAt(places.tax) : undefined,
    shippingMinor: isWhole ? amountAt(places.shipping) : undefined,
    discountMinor: isWhole ? amountAt(places.discount) : undefined,
  }
  const refundMinor = change === 'refunded' ? amountAt(places.refundAmount) : undefined
  const refundId = textOf(valueAt(record, places.refundId))
  if (refundMinor !== undefined && refundId === undefined)
    errors.push({
      pointer: places.refundId,
      detail: 'is missing: without it a refund told twice counts twice',
    })
  if (errors.length > 0 || orderId === undefined) return refuse('invalid-order', errors)
  const isTold = change === 'placed' || change === 'updated' || lines.length > 0
  return succeed({
    orderId,
    change,
    ...(placedAt !== undefined && { placedAt }),
    kind: 'order',
    currency,
    lines,
    linesAre: isTold ? 'all' : 'part',
    ...known(amounts),
    ...(refundMinor !== undefined &&
      refundId !== undefined && { refund: { refundId, amountMinor: refundMinor } }),
  })
}

type Amounts = Pick<OrderChange, 'totalMinor' | 'taxMinor' | 'shippingMinor' | 'discountMinor'>

function known(amounts: Readonly<Record<keyof Amounts, number | undefined>>): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== undefined))
}
