import type { CustomerOrderRow } from '../database/tables/customer-order.ts'
import { readOrderLines } from '../features/order-lines.ts'
import { convertMinor } from '../kernel/money.ts'
import { dayNumber } from './day-number.ts'
import type { Sale, SoldItem } from './sale.ts'

/** A sale with what was said of the item. */
export interface ToldSale extends Sale, SoldItem {}

/** What of an order's row its sales are made of. */
export type SoldOrder = Pick<
  CustomerOrderRow,
  'day' | 'storeId' | 'channel' | 'kind' | 'status' | 'lines' | 'tenantMinorRate'
>

/** A line of more is a slip of the pen; sums of such lines still are whole numbers. */
const mostUnits = 1e9
const mostMinor = 1e12

/**
 * The sales that an order's row tells of, a line each. Nothing of a cancelled order counts: it was not sold, and what a voided
 * return gave back was kept. A negative quantity was given back that day; so was all of a document that cancels
 * another. Money that went back without saying for what changes no units: the demand was there.
 */
export function salesOfOrder(row: SoldOrder): ToldSale[] {
  if (row.status === 'cancelled') return []
  const day = dayNumber(row.day)
  const rate = row.tenantMinorRate ?? 0
  return readOrderLines(row.lines).flatMap(
    ({ productId, sku = productId, name, category, quantity, amountMinor }) => {
      // JSON has no NaN and no infinity: they are null.
      if (!Number.isFinite(quantity) || quantity === 0) return []
      const isReturn = quantity < 0 || row.kind === 'cancellation'
      const units = Math.min(Math.abs(quantity), mostUnits)
      const revenueMinor = Math.max(-mostMinor, Math.min(convertMinor(amountMinor, rate), mostMinor))
      return [
        {
          sku: sku.toWellFormed(),
          productId: productId.toWellFormed(),
          name: name?.toWellFormed() ?? null,
          category: category?.toWellFormed() ?? null,
          storeId: (row.storeId ?? '').toWellFormed(),
          channel: row.channel,
          day,
          units: isReturn ? 0 : units,
          returnedUnits: isReturn ? units : 0,
          revenueMinor: isReturn || Number.isNaN(revenueMinor) ? 0 : revenueMinor,
        },
      ]
    },
  )
}
