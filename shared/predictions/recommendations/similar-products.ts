import { succeed } from '../../kernel/result.ts'
import type { NearestNeighbours } from '../../ml/nearest-neighbours/nearest-neighbours.ts'
import { isKnownVector, vectorOf } from '../../ml/recommenders/item-vectors.ts'
import { contentVector, type DescribedProduct, traitDirections } from './content-vectors.ts'
import { firstAllowed, rankPopular } from './popular-products.ts'
import type { ProductFacts, Recommendation } from './recommendation.ts'
import type { LearnedProducts } from './recommendation-bytes.ts'

/** So many neighbours are looked at for each that is wanted: some are of another category, or not for sale. */
const neighboursPerWanted = 5

/** A product to which others are to be like. */
export interface LikenedProduct extends DescribedProduct {
  /** Undefined for one that came after the training. */
  readonly number: number | undefined
  readonly name: string
}

/**
 * Readies a model for finding products like a given one: those whose vectors lie nearest, as far as anybody can tell. One that the model does not know is
 * placed by its category, brand and price. Behind them, or where nothing is known of it, comes what is popular in its category, and
 * then anywhere. Products that are deleted or sold out, and the given one, are left out.
 */
export function similarProducts(
  { vectors, models }: Pick<LearnedProducts, 'vectors' | 'models'>,
  products: readonly ProductFacts[],
): (
  to: LikenedProduct,
  count: number,
  category: string | null,
  neighbours: NearestNeighbours,
) => Promise<Recommendation[]> {
  const directions = traitDirections(vectors, products)
  const popular = rankPopular(models.popularity, products)
  return async (to, count, category, neighbours) => {
    const isKnown = to.number !== undefined && isKnownVector(vectors, to.number)
    const query = isKnown ? vectorOf(vectors, to.number ?? 0) : contentVector(directions, to)
    const isAllowed = (number: number): boolean => {
      const product = products[number]
      if (product === undefined || product.isDeleted || !product.isInStock || number === to.number)
        return false
      return category === null || product.category === category
    }
    const near = query.some((value) => value !== 0)
      ? await neighbours.nearest(query, 1 + count * neighboursPerWanted)
      : succeed([])
    const chosen = new Map<number, Recommendation>()
    const add = (product: number, source: Recommendation['source'], reason: string) => {
      if (chosen.size < count && !chosen.has(product)) {
        chosen.set(product, { product, source, becauseOf: to.number ?? null, reason })
      }
    }
    for (const { item, similarity } of near.ok ? near.value : []) {
      if (similarity > 0 && isAllowed(item)) add(item, 'alike', `similar to ${to.name}`)
    }
    const ofCategory = to.category === null ? [] : (popular.byCategory.get(to.category) ?? [])
    for (const { product } of firstAllowed(ofCategory, isAllowed)) {
      add(product, 'popular-in-category', `popular in ${to.category}`)
    }
    for (const { product } of firstAllowed(popular.all, isAllowed)) add(product, 'popular', 'popular now')
    return [...chosen.values()]
  }
}
