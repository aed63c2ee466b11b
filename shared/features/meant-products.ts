import type { PurchaseHistory } from './purchase.ts'

/** All ids that the lines of purchases name. */
export function idsOfPurchases(histories: readonly PurchaseHistory[]): Set<string> {
  const ids = new Set<string>()
  for (const { purchases } of histories) {
    for (const { lines } of purchases) {
      for (const { productId, sku } of lines) {
        ids.add(productId)
        if (sku !== undefined) ids.add(sku)
      }
    }
  }
  return ids
}

/** The same purchases, with the product each line means by now: that of its id, else of its SKU, else as it was said. */
export function withProducts<History extends PurchaseHistory>(
  history: History,
  productOf: ReadonlyMap<string, string>,
): History {
  if (productOf.size === 0) return history
  return {
    ...history,
    purchases: history.purchases.map((purchase) => ({
      ...purchase,
      lines: purchase.lines.map((line) => {
        const { productId, sku = productId } = line
        const meant = productOf.get(productId) ?? productOf.get(sku) ?? productId
        return meant === productId ? line : { ...line, productId: meant }
      }),
    })),
  }
}
