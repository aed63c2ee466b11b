import { convertMinor, minorUnitRate } from '../kernel/money.ts'
import type { OrderState } from './order-state.ts'

/** What an order comes to before refunds, in minor units: the total, else the sum of its lines. */
export function grossMinor({ totalMinor, lines }: OrderState): number {
  return totalMinor ?? Object.values(lines).reduce((sum, { amountMinor }) => sum + amountMinor, 0)
}

/** Amounts by refund: the shop's own, or, when it tells of none, those that others tell of. */
export function countedRefunds(order: OrderState): OrderState['refunds'] {
  return Object.keys(order.refunds).length > 0 ? order.refunds : order.refundsToldByOthers
}

/** What counts as revenue, in minor units: the total (else the sum of the lines) less refunds; 0 once all is off. */
export function orderAmountMinor(order: OrderState): number {
  if (order.isCancelled || order.isRefundedWhole) return 0
  return Object.values(countedRefunds(order)).reduce((left, refund) => left - refund, grossMinor(order))
}

/**
 * The same in the currency of the order's exchange rate, rounded once for the order as a whole. Null when it has no rate
 * or one for its own currency: what is not converted must not count twice.
 */
export function convertedAmount(order: OrderState): { amountMinor: number; currency: string } | null {
  const { exchangeRate, currency } = order
  return exchangeRate === null || exchangeRate.currency === currency
    ? null
    : {
        amountMinor: convertMinor(orderAmountMinor(order), minorUnitRate(currency, exchangeRate)),
        currency: exchangeRate.currency,
      }
}

export const orderStatuses = [
  'placed',
  'paid',
  'fulfilled',
  'partly-refunded',
  'refunded',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

/** What an order has come to: the last of the statuses that fits. */
export function orderStatus(order: OrderState): OrderStatus {
  if (order.isCancelled) return 'cancelled'
  if (order.isRefundedWhole) return 'refunded'
  if (Object.keys(countedRefunds(order)).length > 0) {
    return orderAmountMinor(order) <= 0 ? 'refunded' : 'partly-refunded'
  }
  return order.fulfilledAt !== null ? 'fulfilled' : order.paidAt !== null ? 'paid' : 'placed'
}
