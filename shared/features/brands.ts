import type { Purchase, PurchaseHistory } from './purchase.ts'

/** Whose brand a product is, by the ids and SKUs that orders name it by. Lines do not say it, so it is as the catalogue has it now. */
export type Brands = ReadonlyMap<string, string>

export const noBrands: Brands = new Map()

/** The same purchases with the brand of each line: that of its product, else of its SKU; none where the catalogue has none. */
export function withBrands(purchases: readonly Purchase[], brands: Brands): readonly Purchase[] {
  if (brands.size === 0) return purchases
  return purchases.map((purchase) => ({
    ...purchase,
    lines: purchase.lines.map((line) => {
      const brand = brands.get(line.productId) ?? brands.get(line.sku ?? line.productId)
      return brand === undefined ? line : { ...line, brand }
    }),
  }))
}

/** Whole histories with the brands of their lines. */
export function historiesWithBrands<History extends PurchaseHistory>(
  histories: readonly History[],
  brands: Brands,
): History[] {
  return histories.map((history) => ({ ...history, purchases: withBrands(history.purchases, brands) }))
}

/** How much a customer buys of a brand. */
export interface BrandShare {
  readonly brand: string
  /** Lines of orders with a product of it. */
  readonly lineCount: number
  /** Of all lines whose brand is known, 0..1. */
  readonly share: number
}

/** The brands that were bought until a moment, the strongest first, at most `limit`. */
export function brandAffinity(purchases: readonly Purchase[], untilMs: number, limit: number): BrandShare[] {
  const counts = new Map<string, number>()
  let total = 0
  for (const { isCancelled, placedAt, lines } of purchases) {
    if (isCancelled || placedAt > untilMs) continue
    for (const { brand, quantity } of lines) {
      if (brand === undefined || !(quantity > 0)) continue
      counts.set(brand, (counts.get(brand) ?? 0) + 1)
      total += 1
    }
  }
  return [...counts]
    .map(([brand, lineCount]) => ({ brand, lineCount, share: lineCount / total }))
    .sort((left, right) => right.lineCount - left.lineCount || (left.brand < right.brand ? -1 : 1))
    .slice(0, limit)
}
