import type { CanonicalEvent } from '../../events/event.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { billOf } from './map-buyer.ts'
import type { ShopifyRefund } from './refund.ts'
import { exactId, type MoneySet } from './resource.ts'

/**
 * A refund as "Order Refunded", from the refund alone: refunds/create and every later statement of the order tell it,
 * and both must make the same event. Null when no money has gone back: a refund that is on its way or failed, an item
 * that was taken out of an order before it was paid.
 *
 * Fails with `invalid-order`; `pointer` is where the refund is.
 */
export function mapRefund(
  refund: ShopifyRefund,
  orderId: string,
  pointer: string,
  context: MappingContext,
): Result<CanonicalEvent | null, MappingFailure> {
  const occurredAt = parseIso(refund.created_at)
  if (occurredAt === undefined) {
    return refuse('invalid-order', [
      { pointer: `${pointer}/created_at`, detail: 'is not an ISO 8601 moment' },
    ])
  }
  const given = refundedMoney(refund, pointer)
  if (!given.ok) return given
  if (given.value.amountMinor === 0) return succeed(null)
  const { amountMinor, currency } = given.value
  const refundId = exactId(refund)
  return succeed({
    // With the amount: a transaction of a refund may succeed later than the first. The larger amount counts.
    id: `refunds/create:${refundId}:${amountMinor}`,
    source: context.source,
    kind: 'track',
    name: 'Order Refunded',
    channel: 'other',
    occurredAt,
    receivedAt: context.receivedAtMs,
    identifiers: [billOf(orderId, context.source)],
    order: {
      orderId,
      change: 'refunded',
      kind: 'order',
      currency,
      lines: [],
      linesAre: 'part',
      refund: { refundId, amountMinor },
    },
  })
}

/**
 * What has gone back to the buyer, in the shop's currency: the sum of the successful refund transactions. Neither the
 * items given back nor adjustments say that: the shop may keep a fee, or give something without a return.
 */
export function refundedMoney(
  refund: ShopifyRefund,
  pointer: string,
): Result<{ amountMinor: number; currency: string }, MappingFailure> {
  const sets = moneySets(refund)
  const moved = [...(refund.transactions ?? []).entries()].filter(
    ([, { kind, status }]) => kind?.toLowerCase() === 'refund' && status?.toLowerCase() === 'success',
  )
  const currency = sets[0]?.shop_money.currency_code ?? moved[0]?.[1].currency ?? ''
  let amountMinor = 0
  for (const [index, { amount, currency: paidIn }] of moved) {
    const shopMinor = shopMinorOf(amount ?? '', paidIn ?? currency, currency, sets)
    if (shopMinor === undefined) {
      return refuse('invalid-order', [
        { pointer: `${pointer}/transactions/${index}/amount`, detail: 'is no amount in a known currency' },
      ])
    }
    amountMinor += shopMinor
  }
  return succeed({ amountMinor, currency })
}

/** A payment in another currency is worth what the refund's own amounts, told in both, say. */
function shopMinorOf(
  amount: string | number,
  paidIn: string,
  currency: string,
  sets: readonly MoneySet[],
): number | undefined {
  const paid = toMinorUnits(amount, paidIn)
  if (!paid.ok || paid.value < 0) return undefined
  if (paidIn === currency) return paid.value
  const told = sets.find(
    ({ presentment_money: money }) => money?.currency_code === paidIn && Number(money.amount) > 0,
  )
  const rate = Number(told?.shop_money.amount) / Number(told?.presentment_money?.amount)
  const digits = minorUnitDigits(currency)
  if (!Number.isFinite(rate) || digits === undefined) return undefined
  const shopMinor = Math.round(Number(amount) * rate * 10 ** digits)
  return Number.isSafeInteger(shopMinor) ? shopMinor : undefined
}

function moneySets(refund: ShopifyRefund): MoneySet[] {
  return [
    ...(refund.refund_line_items ?? []).flatMap((item) => [item.subtotal_set, item.total_tax_set]),
    ...(refund.order_adjustments ?? []).map((adjustment) => adjustment.amount_set),
    refund.total_duties_set,
  ].filter((set) => set != null)
}
