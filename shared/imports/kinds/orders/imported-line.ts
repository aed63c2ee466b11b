import type { OrderLine } from '../../../events/order-change.ts'
import { hash53 } from '../../../kernel/hash.ts'
import { lineAmountMinor, toMinorUnits } from '../../../kernel/money.ts'
import type { Result } from '../../../kernel/result.ts'
import { compareTexts } from '../../compare-texts.ts'

/** A line of an order as a file has it. Numbers are plain decimal texts. */
export interface ImportedLine {
  readonly productId: string
  /** Absent where it is the product's number, or the file has none. */
  readonly sku?: string
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

/** How a line names its product: by its number, else by its SKU, else by its name. */
export function productOfLine(texts: {
  readonly productId?: string
  readonly sku?: string
  readonly productName?: string
}): Pick<ImportedLine, 'productId' | 'sku' | 'productName'> {
  const { sku, productName } = texts
  const productId = texts.productId ?? sku ?? productName ?? 'unspecified'
  return {
    productId,
    ...(sku !== undefined && sku !== productId && { sku }),
    ...(productName !== undefined && { productName }),
  }
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
    lines.map(({ line: { productId, sku, productName, category, quantity }, amountMinor }) => ({
      productId,
      ...(productName !== undefined && { name: productName }),
      ...(category !== undefined && { category }),
      ...(sku !== undefined && { sku }),
      quantity: Number(quantity),
      amountMinor,
    })),
  )
}

/**
 * Sorts lines by content and names each by it; equal lines are told apart by their number. A line has the same name with
 * its SKU and without, so that a file may come again with that column.
 */
function numberLines(lines: readonly Omit<OrderLine, 'lineId'>[]): OrderLine[] {
  const keyed = lines.map((line) => {
    const key = hash53(JSON.stringify([line.productId, line.quantity, line.amountMinor])).toString(36)
    return { key, sortKey: `${line.productId}\n${key}\n${line.name}\n${line.category}\n${line.sku}`, line }
  })
  keyed.sort((left, right) => compareTexts(left.sortKey, right.sortKey))
  const occurrences = new Map<string, number>()
  return keyed.map(({ key, line }) => {
    const occurrence = (occurrences.get(key) ?? 0) + 1
    occurrences.set(key, occurrence)
    return { lineId: `${key}.${occurrence}`, ...line }
  })
}
