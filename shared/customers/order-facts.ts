import { orderLinesText } from '../features/order-lines.ts'
import type { OrderState } from './order-state.ts'
import { grossMinor, type OrderStatus, orderAmountMinor, orderStatus } from './order-worth.ts'

/** What D1 keeps of an order: an extract, with its lines in the shortest form. */
export interface OrderFacts
  extends Pick<
    OrderState,
    | 'orderId'
    | 'shop'
    | 'kind'
    | 'channel'
    | 'placedAt'
    | 'placedBy'
    | 'currency'
    | 'exchangeRate'
    | 'whole'
    | 'taxMinor'
    | 'shippingMinor'
    | 'discountMinor'
    | 'storeId'
    | 'refunds'
    | 'refundsToldByOthers'
    | 'paidAt'
    | 'fulfilledAt'
    | 'isCancelled'
    | 'isRefundedWhole'
    | 'hasShopsWord'
  > {
  readonly status: OrderStatus
  readonly lineCount: number
  /** As text, see {@link orderLinesText}. */
  readonly lines: string
  /** What it comes to before refunds. */
  readonly grossMinor: number
  /** What counts as revenue. */
  readonly amountMinor: number
}

export function orderFacts(order: OrderState): OrderFacts {
  return {
    orderId: order.orderId,
    shop: order.shop,
    kind: order.kind,
    channel: order.channel,
    placedAt: order.placedAt,
    placedBy: order.placedBy,
    currency: order.currency,
    exchangeRate: order.exchangeRate,
    whole: order.whole,
    taxMinor: order.taxMinor,
    shippingMinor: order.shippingMinor,
    discountMinor: order.discountMinor,
    storeId: order.storeId,
    refunds: order.refunds,
    refundsToldByOthers: order.refundsToldByOthers,
    paidAt: order.paidAt,
    fulfilledAt: order.fulfilledAt,
    isCancelled: order.isCancelled,
    isRefundedWhole: order.isRefundedWhole,
    hasShopsWord: order.hasShopsWord,
    status: orderStatus(order),
    lineCount: Object.keys(order.lines).length,
    lines: orderLinesText(order.lines),
    grossMinor: grossMinor(order),
    amountMinor: orderAmountMinor(order),
  }
}
