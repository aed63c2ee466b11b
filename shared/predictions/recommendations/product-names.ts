import * as z from 'zod'
import { hash53 } from '../../kernel/hash.ts'
import type { LearningExample } from '../trainable.ts'

/** What orders say of a product. */
export const namedProductSchema = z.object({
  productId: z.string(),
  name: z.string().nullable(),
  category: z.string().nullable(),
})
export type NamedProduct = z.infer<typeof namedProductSchema>

/** The products of a customer's orders as texts by the hash of their id; of what several orders say, the latest. */
export function productTexts({ purchases }: LearningExample): Map<number, string> {
  const products = new Map<string, NamedProduct>()
  for (const { lines } of purchases) {
    for (const { productId, name, category } of lines) {
      const known = products.get(productId)
      products.set(productId, {
        productId,
        name: name ?? known?.name ?? null,
        category: category ?? known?.category ?? null,
      })
    }
  }
  return new Map(
    [...products.values()].map((product) => [hash53(product.productId), JSON.stringify(product)]),
  )
}

/** The products that such texts describe, in the order of the hashes; one without a text is null. */
export function readProductTexts(
  texts: ReadonlyMap<number, string>,
  productHashes: readonly number[],
): (NamedProduct | null)[] {
  return productHashes.map((hash) => {
    const text = texts.get(hash)
    return text === undefined ? null : namedProductSchema.parse(JSON.parse(text))
  })
}
