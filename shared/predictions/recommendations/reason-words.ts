import type { ProductFacts, RecommendationSource } from './recommendation.ts'

/** Why this product, in words for the person it is shown to or the one who serves them. */
export function reasonWords(
  source: RecommendationSource,
  product: ProductFacts,
  becauseOf: ProductFacts | null,
): string {
  const category = product.category ?? ''
  switch (source) {
    case 'basket':
      return becauseOf === null ? 'goes with the basket' : `bought together with ${becauseOf.name}`
    case 'purchases':
      return becauseOf === null ? 'goes with earlier purchases' : `goes with ${becauseOf.name}, bought before`
    case 'visit':
      return 'like what you looked at today'
    case 'alike':
      return 'similar to what you like'
    case 'popular-in-category':
      return category === '' ? 'popular now' : `popular in ${category}`
    case 'popular':
      return 'popular now'
  }
}
