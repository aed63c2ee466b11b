import type {
  RecommendationList,
  RecommendationView,
  recommendationReasons,
} from '../../contracts/recommendations.ts'
import type { OfferedProductRow } from '../../database/offered-products.ts'
import type { RecommendationSource } from './recommendation.ts'

/** A product to offer, before the catalogue was asked. */
export interface Candidate {
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
  readonly reason: (typeof recommendationReasons)[number]
  readonly why: string
}

export const reasonOfSource: Readonly<Record<RecommendationSource, Candidate['reason']>> = {
  basket: 'bought-together',
  visit: 'this-visit',
  purchases: 'bought-together',
  alike: 'similar-product',
  'popular-in-category': 'popular-in-category',
  popular: 'popular',
}

/** What leads a list whose first product is of this source. */
export const strategyOfSource: Readonly<
  Record<Exclude<RecommendationSource, 'alike'>, RecommendationList['strategy']>
> = {
  basket: 'basket',
  visit: 'visit',
  purchases: 'purchases',
  'popular-in-category': 'popular',
  popular: 'popular',
}

/**
 * The candidates that can be sold, in their order, with what the catalogue says of them: none that is deleted or not for
 * sale everywhere, and with `isInStockOnly` none of which there is nothing left. One the catalogue does not know can be sold.
 */
export function offer(
  candidates: readonly Candidate[],
  catalogue: readonly OfferedProductRow[],
  { limit, isInStockOnly }: { readonly limit: number; readonly isInStockOnly: boolean },
): RecommendationView[] {
  const offered: RecommendationView[] = []
  for (const { productId, name, category, reason, why } of candidates) {
    if (offered.length === limit) break
    const rows = catalogue.filter((row) => row.productId === productId)
    const sold = rows.filter(
      (row) =>
        row.isGone === 0 && (!isInStockOnly || row.availableQuantity === null || row.availableQuantity > 0),
    )
    if (rows.length > 0 && sold.length === 0) continue
    const [row] = sold
    offered.push({
      productId,
      name: row?.name ?? name,
      category: row?.category ?? category,
      price:
        row?.priceMinor == null || row.currency === null
          ? null
          : { amountMinor: row.priceMinor, currency: row.currency },
      imageUrl: row?.imageUrl ?? null,
      url: row?.url ?? null,
      // Ranks are all there is to compare by: several lists were blended.
      score: 1 / (1 + offered.length),
      reason,
      why,
    })
  }
  return offered
}
