import type { OrderLine } from '../events/order-change.ts'
import type { PurchaseLine } from './purchase.ts'

/**
 * A line without the names of its fields, which would be most of the text: product, units, minor units, category, name, and the
 * SKU where it is another than the product's number.
 */
export type StoredLine = readonly [string, number, number, string | null, string | null, string?]

/**
 * The lines of an order as text, `[["milk", 2, 310, "Dairy", "Whole milk"], ...]`, in the order of their ids: the same
 * lines give the same text in whatever order they came. Amounts are minor units of the order's currency.
 */
export function orderLinesText(lines: Readonly<Record<string, OrderLine>>): string {
  const sorted = Object.values(lines)
  if (sorted.length > 1) sorted.sort((left, right) => (left.lineId < right.lineId ? -1 : 1))
  const stored = sorted.map(
    ({ productId, quantity, amountMinor, category = null, name = null, sku = productId }): StoredLine => {
      const line = [productId, quantity, amountMinor, category, name] as const
      return sku === productId ? line : [...line, sku]
    },
  )
  return JSON.stringify(stored)
}

/** The lines that {@link orderLinesText} wrote. */
export function readOrderLines(text: string): PurchaseLine[] {
  return purchaseLines(JSON.parse(text))
}

/** The same, read as JSON already. */
export function purchaseLines(stored: readonly StoredLine[]): PurchaseLine[] {
  return stored.map(([productId, quantity, amountMinor, category, name, sku]) => {
    return { productId, ...(sku !== undefined && { sku }), name, category, quantity, amountMinor }
  })
}
