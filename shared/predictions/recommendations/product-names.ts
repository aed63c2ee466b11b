import * as z from 'zod'
import { hash53 } from '../../kernel/hash.ts'
import type { CatalogueProduct, LearningExample } from '../trainable.ts'

/** What orders and the catalogue say of a product. */
export const namedProductSchema = z.object({
  productId: z.string(),
  name: z.string().nullable(),
  category: z.string().nullable(),
  /** Of the catalogue alone, as is the price. */
  brand: z.string().nullable().default(null),
  priceMinor: z.number().nullable().default(null),
})
export type NamedProduct = z.infer<typeof namedProductSchema>

/** The products of a customer's orders as texts by the hash of their id; of what several orders say, the latest. */
export function productTexts({ purchases }: LearningExample): Map<number, string> {
  const products = new Map<string, Pick<NamedProduct, 'productId' | 'name' | 'category'>>()
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

/** The same of what the catalogue says, by the negative of the hash: orders say something too. */
export function catalogueText(product: CatalogueProduct): [number, string] {
  return [-hash53(product.productId), JSON.stringify(product)]
}

/** The hashes of the products that the catalogue describes. */
export function catalogueHashes(texts: ReadonlyMap<number, string>): number[] {
  return [...texts.keys()].filter((key) => key < 0).map((key) => -key)
}

/** The products that such texts describe, in the order of the hashes; one without any is null. What the catalogue says goes first. */
export function readProductTexts(
  texts: ReadonlyMap<number, string>,
  productHashes: readonly number[],
): (NamedProduct | null)[] {
  return productHashes.map((hash) => {
    const [sold, described] = [texts.get(hash), texts.get(-hash)].map((text) =>
      text === undefined ? undefined : namedProductSchema.parse(JSON.parse(text)),
    )
    const known = described ?? sold
    if (known === undefined) return null
    return {
      ...known,
      name: described?.name ?? sold?.name ?? null,
      category: described?.category ?? sold?.category ?? null,
    }
  })
}
