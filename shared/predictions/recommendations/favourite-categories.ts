import type { CustomerSignals, ProductFacts } from './recommendation.ts'

const categoriesAsked = 2

/** The categories of what the customer has at hand or bought, the most frequent first, at most two. */
export function favouriteCategories(
  { purchases, visit, basket }: CustomerSignals,
  products: readonly ProductFacts[],
): string[] {
  const counts = new Map<string, number>()
  for (const product of [...basket, ...visit, ...purchases.map(({ product }) => product)]) {
    const category = products[product]?.category ?? null
    if (category !== null) counts.set(category, (counts.get(category) ?? 0) + 1)
  }
  return [...counts]
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || (left < right ? -1 : 1))
    .slice(0, categoriesAsked)
    .map(([category]) => category)
}
