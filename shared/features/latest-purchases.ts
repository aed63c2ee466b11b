import { dayMs } from '../kernel/time.ts'
import type { Purchase, PurchaseLine } from './purchase.ts'
import { mean } from './series.ts'

/** A product that was bought, and when (UTC epoch ms). */
export interface BoughtProduct extends Pick<PurchaseLine, 'productId' | 'name' | 'category' | 'quantity'> {
  readonly placedAt: number
  readonly orderKey: string
}

/** How often a product is bought. */
export interface ProductRhythm extends Pick<PurchaseLine, 'productId' | 'name'> {
  /** Orders with it. */
  readonly purchaseCount: number
  /** From each order with it to the next, on average; null after one. */
  readonly meanGapDays: number | null
  /** UTC epoch ms. */
  readonly lastPurchasedAt: number
}

/** The last products that were bought until a moment, latest first, at most `limit`; lines that give back are none. */
export function latestPurchases(
  purchases: readonly Purchase[],
  untilMs: number,
  limit: number,
): BoughtProduct[] {
  return bought(purchases, untilMs).reverse().slice(0, limit)
}

/** How often each product is bought, the most often first, at most `limit`. */
export function productRhythms(
  purchases: readonly Purchase[],
  untilMs: number,
  limit: number,
): ProductRhythm[] {
  const byProduct = Map.groupBy(bought(purchases, untilMs), ({ productId }) => productId)
  return [...byProduct.values()]
    .map((times): ProductRhythm => {
      // Two lines of one order are one purchase.
      const moments = [...new Map(times.map(({ orderKey, placedAt }) => [orderKey, placedAt])).values()]
      const gapsDays = moments.slice(1).map((at, index) => (at - (moments[index] ?? at)) / dayMs)
      return {
        productId: times[0]?.productId ?? '',
        name: times.findLast(({ name }) => name !== null)?.name ?? null,
        purchaseCount: moments.length,
        meanGapDays: mean(gapsDays),
        lastPurchasedAt: moments.at(-1) ?? 0,
      }
    })
    .sort(
      (left, right) =>
        right.purchaseCount - left.purchaseCount ||
        right.lastPurchasedAt - left.lastPurchasedAt ||
        (left.productId < right.productId ? -1 : 1),
    )
    .slice(0, limit)
}

/** Earliest first. */
function bought(purchases: readonly Purchase[], untilMs: number): BoughtProduct[] {
  return purchases
    .filter(({ isCancelled, placedAt }) => !isCancelled && placedAt <= untilMs)
    .sort((left, right) => left.placedAt - right.placedAt || (left.orderKey < right.orderKey ? -1 : 1))
    .flatMap(({ lines, placedAt, orderKey }) =>
      lines
        .filter(({ quantity }) => quantity > 0)
        .map(({ productId, name, category, quantity }) => ({
          productId,
          name,
          category,
          quantity,
          placedAt,
          orderKey,
        })),
    )
}
