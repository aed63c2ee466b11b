import { toMinorUnits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'
import { refundedMoney } from './map-refund.ts'
import type { ShopifyOrder } from './order.ts'

/** What an order comes to, in minor units of the shop's currency; null where the order does not say. */
export interface OrderMoney {
  readonly totalMinor: number
  readonly taxMinor: number | null
  readonly shippingMinor: number | null
  readonly discountMinor: number | null
}

/**
 * What an order comes to before anything is given back, as refunds are events of their own. Adds what is wrong to
 * `errors`, and is then of no use.
 *
 * The total is `total_price`. Only when something was taken out of the order without money going back (an edit before it
 * was paid) does `total_price` still hold it; then the total is what is left now and what went back, if that is less.
 */
export function readOrderMoney(order: ShopifyOrder, errors: FieldError[]): OrderMoney {
  const amountAt = (pointer: string, amount: string | number | null | undefined) => {
    if (amount == null) return null
    const minor = toMinorUnits(amount, order.currency)
    if (minor.ok) return minor.value
    errors.push({ pointer, detail: minor.failure.message })
    return null
  }
  const grossMinor = amountAt('/total_price', order.total_price) ?? 0
  const currentMinor = amountAt('/current_total_price', order.current_total_price)
  let refundedMinor = 0
  let isTakenOut = false
  for (const [index, refund] of (order.refunds ?? []).entries()) {
    const given = refundedMoney(refund, `/refunds/${index}`)
    if (!given.ok) errors.push(...given.failure.errors)
    else if (given.value.amountMinor > 0) refundedMinor += given.value.amountMinor
    else isTakenOut ||= (refund.transactions ?? []).length === 0
  }
  return {
    totalMinor:
      isTakenOut && currentMinor !== null ? Math.min(grossMinor, currentMinor + refundedMinor) : grossMinor,
    taxMinor: amountAt('/total_tax', order.total_tax),
    shippingMinor: readShipping(order, amountAt),
    discountMinor: amountAt('/total_discounts', order.total_discounts),
  }
}

function readShipping(
  { total_shipping_price_set: told, shipping_lines: lines }: ShopifyOrder,
  amountAt: (pointer: string, amount: string | number | null | undefined) => number | null,
): number | null {
  if (told) return amountAt('/total_shipping_price_set/shop_money/amount', told.shop_money.amount)
  if (!lines) return null
  return lines.reduce((sum, { discounted_price: discounted, price }, index) => {
    const field = discounted == null ? 'price' : 'discounted_price'
    return sum + (amountAt(`/shipping_lines/${index}/${field}`, discounted ?? price) ?? 0)
  }, 0)
}
