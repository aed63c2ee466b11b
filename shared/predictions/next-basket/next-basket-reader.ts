import * as z from 'zod'
import { hash53 } from '../../kernel/hash.ts'
import { arrayOf, packArrays, unpackArrays } from '../../ml/array-bundle.ts'
import { nextBasketFromBytes, nextBasketToBytes } from '../../ml/next-basket/next-basket-bytes.ts'
import type { NextBasketModel } from '../../ml/next-basket/next-basket-model.ts'
import { type NamedProduct, namedProductSchema } from '../recommendations/product-names.ts'
import { type BasketRhythm, readRhythm, rhythmArtifact } from './basket-rhythm.ts'

const kind = 'next-baskets'
const version = 1
const wordsSchema = z.object({ rhythm: z.unknown(), products: z.array(namedProductSchema.nullable()) })

/** Everything that a next basket is foretold from. */
export interface LearnedBaskets {
  readonly model: NextBasketModel
  readonly rhythm: BasketRhythm
  /** How often the product told in each place was among what was bought next, 0..1: of customers not learned from. */
  readonly hitRates: readonly number[]
  /** By product number; null: nothing but that it was bought is known of it. */
  readonly products: readonly (NamedProduct | null)[]
}

/** One file of it, which is read once. */
export function packNextBaskets(
  of: LearnedBaskets & { readonly productHashes: readonly number[] },
): ArrayBuffer {
  const words = { rhythm: rhythmArtifact(of.rhythm), products: of.products }
  return packArrays({
    kind,
    version,
    figures: {},
    arrays: {
      model: new Uint8Array(nextBasketToBytes(of.model)),
      hitRates: Float64Array.from(of.hitRates),
      productHashes: Float64Array.from(of.productHashes),
      words: new TextEncoder().encode(JSON.stringify(words)),
    },
  })
}

/** Throws when it is nothing that {@link packNextBaskets} packed: it comes from the registry. */
export function readNextBasketBytes(
  bytes: ArrayBuffer,
): LearnedBaskets & { numberOf(productId: string): number | undefined } {
  const bundle = unpackArrays(bytes, kind, version)
  if (!bundle.ok) throw new Error(bundle.failure.message)
  const packed = arrayOf(bundle.value, 'model', 'uint8')
  const hitRates = arrayOf(bundle.value, 'hitRates', 'float64')
  const hashes = arrayOf(bundle.value, 'productHashes', 'float64')
  const words = arrayOf(bundle.value, 'words', 'uint8')
  if (packed === null || hitRates === null || hashes === null || words === null) {
    throw new Error('a part of the next baskets is missing')
  }
  // A copy: what is packed within has its arrays at multiples of 8 bytes from its own beginning.
  const { buffer, byteOffset, byteLength } = packed
  const model = nextBasketFromBytes((buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength))
  if (!model.ok) throw new Error(model.failure.message)
  const { rhythm, products } = wordsSchema.parse(JSON.parse(new TextDecoder().decode(words)))
  const numbers = new Map(Array.from(hashes, (hash, number) => [hash, number]))
  return {
    model: model.value,
    rhythm: readRhythm(rhythm),
    hitRates: [...hitRates],
    products,
    numberOf: (productId) => numbers.get(hash53(productId)),
  }
}
