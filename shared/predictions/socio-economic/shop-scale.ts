import * as z from 'zod'
import { measureQuantiles, scoreQuantilesSchema } from '../../ml/anomalies/score-ranks.ts'
import type { Shopping } from './shopping.ts'

export const shopScaleSchema = z.object({
  /** By category the quantiles of unit prices, in minor units, and of quantities a line. */
  categories: z.record(
    z.string(),
    z.object({ unitPricesMinor: scoreQuantilesSchema, quantities: scoreQuantilesSchema }),
  ),
  /** Quantiles of the effective number of categories over customers. */
  categoryCounts: scoreQuantilesSchema,
})
/** What a shop's customers pay and buy, that one of them is held against. */
export type ShopScale = z.infer<typeof shopScaleSchema>

/** A category with fewer lines sold says nothing about what is dear in it. */
const fewestLines = 20
const fewestCustomers = 20
/** Quantiles a category: enough for thirds, and small where there are many categories. */
const stepCount = 20

/** Null when there are fewer than 20 customers with a purchase. */
export function measureShopScale(customers: readonly Shopping[]): ShopScale | null {
  const counts = customers.flatMap((shopping) => effectiveCategoryCount(shopping) ?? [])
  if (counts.length < fewestCustomers) return null
  const sold = new Map<string, { prices: number[]; quantities: number[] }>()
  for (const { orders } of customers) {
    for (const { category, quantity, unitPriceMinor } of orders.flatMap(({ lines }) => lines)) {
      const known = sold.get(category) ?? { prices: [], quantities: [] }
      known.prices.push(unitPriceMinor)
      known.quantities.push(quantity)
      sold.set(category, known)
    }
  }
  const categories = [...sold]
    .filter(([, { prices }]) => prices.length >= fewestLines)
    .map(([category, { prices, quantities }]) => [
      category,
      {
        unitPricesMinor: measureQuantiles(Float64Array.from(prices), stepCount),
        quantities: measureQuantiles(Float64Array.from(quantities), stepCount),
      },
    ])
  return {
    categories: Object.fromEntries(categories),
    categoryCounts: measureQuantiles(Float64Array.from(counts), stepCount),
  }
}

/**
 * Of how many categories somebody buys, each counting by its share of the lines: e to the entropy of the shares (Hill 1973).
 * Null without a line.
 */
export function effectiveCategoryCount({ orders }: Shopping): number | null {
  const lines = orders.flatMap((order) => order.lines)
  const counts = new Map<string, number>()
  for (const { category } of lines) counts.set(category, (counts.get(category) ?? 0) + 1)
  if (lines.length === 0) return null
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / lines.length) * Math.log(count / lines.length)
  return Math.exp(entropy)
}
