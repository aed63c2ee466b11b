import type { CanonicalEvent } from '../../events/event.ts'
import type { OrderChange, OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { lineAmountMinor, minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type FieldError, fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { type LightspeedLine, type LightspeedSale, lightspeedSaleSchema } from './sale.ts'
import { readSettings } from './settings.ts'

/** What each status says about a sale. Parked and pending ones are none yet; the rest were rung up, paid for or not. */
const changes: ReadonlyMap<string, 'placed' | 'fulfilled' | 'cancelled' | null> = new Map([
  ['SAVED', null],
  ['OPEN', null],
  ['CLOSED', 'placed'],
  ['ONACCOUNT', 'placed'],
  ['ONACCOUNT_CLOSED', 'placed'],
  ['ON_ACCOUNT', 'placed'],
  ['ON_ACCOUNT_CLOSED', 'placed'],
  ['LAYBY', 'placed'],
  ['LAYBY_CLOSED', 'placed'],
  ['AWAITING_DISPATCH', 'placed'],
  ['AWAITING_PICKUP', 'placed'],
  ['DISPATCHED_CLOSED', 'fulfilled'],
  ['PICKED_UP_CLOSED', 'fulfilled'],
  ['VOIDED', 'cancelled'],
] as const)
const names = {
  placed: 'Order Completed',
  fulfilled: 'Order Fulfilled',
  cancelled: 'Order Cancelled',
}

/**
 * A sale as "Order Completed", "Order Fulfilled" or "Order Cancelled"; one that takes goods back is a document of its own
 * with negative amounts, "Order Refunded". None while it is parked. Amounts of lines are without tax, the total is with
 * it. Fails with `invalid-order`.
 */
export function mapSale(fields: unknown, context: MappingContext): Result<CanonicalEvent[], MappingFailure> {
  const parsed = lightspeedSaleSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-order', fieldErrors(parsed.error))
  const sale = parsed.data
  const change = changes.get(sale.status)
  if (change === undefined) {
    const detail = `${sale.status} is not a known status`
    return refuse('invalid-order', [{ pointer: '/status', detail }])
  }
  if (change === null) return succeed([])
  const settings = readSettings(context.settings)
  const content = contentOf(sale, settings.currency ?? context.defaultCurrency)
  if (!content.ok) return content
  const isReturn = content.value.totalMinor < 0
  const billNumber = textOf(sale.invoice_number) ?? textOf(sale.receipt_number)
  const returnOf = textOf(sale.return_for)
  const store = settings.storesOfRegisters?.[sale.register_id ?? '']
  return succeed([
    withContentId(`sale:${sale.id}:${toIso(sale.updated_at)}`, {
      source: context.source,
      kind: 'track',
      name: isReturn && change !== 'cancelled' ? 'Order Refunded' : names[change],
      channel: 'pos',
      occurredAt: sale.updated_at,
      receivedAt: context.receivedAtMs,
      identifiers: [
        ...customerIdentifier(sale.customer_id, context),
        ...(billNumber !== undefined && store !== undefined
          ? [{ type: 'pos_bill' as const, value: billNumber, scope: store }]
          : []),
      ],
      properties: {
        status: sale.status,
        ...(billNumber !== undefined && { bill_number: billNumber }),
        ...(sale.register_id != null && { till: sale.register_id }),
        ...(store !== undefined && { store }),
        ...(returnOf !== undefined && { return_of: returnOf }),
      },
      order: {
        orderId: sale.id,
        change,
        kind: isReturn ? 'cancellation' : 'order',
        placedAt: sale.sale_date,
        ...(store !== undefined && { storeId: store }),
        ...content.value,
        ...(change === 'cancelled' && { lines: [], linesAre: 'part' }),
      },
    }),
  ])
}

type Content = Pick<OrderChange, 'currency' | 'lines' | 'linesAre'> & {
  readonly totalMinor: number
  readonly taxMinor: number
}

function contentOf(sale: LightspeedSale, currency: string): Result<Content, MappingFailure> {
  if (minorUnitDigits(currency) === undefined) {
    return refuse('invalid-order', [{ pointer: '', detail: `is in ${currency}, which is no currency` }])
  }
  const errors: FieldError[] = []
  const lines = sale.lines
    .map((line, index) => lineOf(line, currency, `/${sale.linesName}/${index}`, errors))
    .filter((line) => line !== undefined)
  const amountAt = (amount: string | number, pointer: string) => {
    const minor = toMinorUnits(amount, currency)
    if (!minor.ok) errors.push({ pointer, detail: 'is not an amount' })
    return minor.ok ? minor.value : 0
  }
  const taxMinor = amountAt(sale.taxTotal, '/total_tax')
  const priceMinor = sale.priceTotal == null ? undefined : amountAt(sale.priceTotal, '/total_price')
  if (priceMinor === undefined) errors.push({ pointer: '/total_price', detail: 'is missing' })
  if (errors.length > 0 || priceMinor === undefined) return refuse('invalid-order', errors)
  return succeed({ currency, lines, linesAre: 'all', totalMinor: priceMinor + taxMinor, taxMinor })
}

function lineOf(
  line: LightspeedLine,
  currency: string,
  pointer: string,
  errors: FieldError[],
): OrderLine | undefined {
  const amount =
    line.price_total == null
      ? lineAmountMinor(line.quantity, line.price, currency)
      : toMinorUnits(line.price_total, currency)
  const quantity = Number(line.quantity)
  if (!amount.ok) errors.push({ pointer: `${pointer}/price`, detail: 'is not an amount' })
  if (!Number.isFinite(quantity)) errors.push({ pointer: `${pointer}/quantity`, detail: 'is not a number' })
  if (!amount.ok || !Number.isFinite(quantity)) return undefined
  return { lineId: line.id, productId: line.product_id, quantity, amountMinor: amount.value }
}
