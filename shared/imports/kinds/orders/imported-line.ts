import type { OrderLine } from '../../../events/order-change.ts'
import { hash53 } from '../../../kernel/hash.ts'
import { lineAmountMinor, toMinorUnits } from '../../../kernel/money.ts'
import type { Result } from '../../../kernel/result.ts'
import { compareTexts } from '../../compare-texts.ts'

/** A line of an order as a file has it. Numbers are plain decimal texts. */
export interface ImportedLine {
  readonly productId: string
  readonly productName?: string
  readonly category?: string
  readonly quantity: string
  readonly price: ImportedPrice
}

/** The price of one unit or of the whole line, as a plain decimal text. */
export interface ImportedPrice {
  readonly of: 'unit' | 'line'
  readonly decimal: string
}

/** What the line costs in all, in minor units; fails when that is too large to be money. */
export function importedAmountMinor({ quantity, price }: ImportedLine, currency: string): Result<number> {
  return price.of === 'line'
    ? toMinorUnits(price.decimal, currency)
    : lineAmountMinor(quantity, price.decimal, currency)
}

/** A currency with three digits after the point: no money that people pay with has more. */
const finestCurrency = 'KWD'

/** Whether a plain decimal is money in whatever currency. */
export function isAmount(decimal: string): boolean {
  return toMinorUnits(decimal, finestCurrency).ok
}

/** Whether the line's amount is money in whatever currency. */
export function isMoney(line: ImportedLine): boolean {
  return importedAmountMinor(line, finestCurrency).ok
}

/** The column that a price was read from. */
export function priceField({ of }: ImportedPrice): 'lineAmount' | 'unitPrice' {
  return of === 'line' ? 'lineAmount' : 'unitPrice'
}

/** Lines of an order, each with the amount that {@link importedAmountMinor} found. */
export function orderLinesOf(
  lines: readonly { readonly line: ImportedLine; readonly amountMinor: number }[],
): OrderLine[] {
  return numberLines(
    lines.map(({ line: { productId, productName, category, quantity }, amountMinor }) => ({
      productId,
      ...(productName !== undefined && { name: productName }),
      ...(category !== undefined && { category }),
      quantity: Number(quantity),
      amountMinor,
    })),
  )
}

/** Sorts lines by content and names each by it; equal lines are told apart by their number. */
function numberLines(lines: readonly Omit<OrderLine, 'lineId'>[]): OrderLine[] {
  const keyed = lines.map((line) => {
    const key = hash53(JSON.stringify([line.productId, line.quantity, line.amountMinor])).toString(36)
    return { key, sortKey: `${line.productId}\n${key}\n${line.name}\n${line.category}`, line }
  })
  keyed.sort((left, right) => compareTexts(left.sortKey, right.sortKey))
  const occurrences = new Map<string, number>()
  return keyed.map(({ key, line }) => {
    const occurrence = (occurrences.get(key) ?? 0) + 1
    occurrences.set(key, occurrence)
    return { lineId: `${key}.${occurrence}`, ...line }
  })
}
