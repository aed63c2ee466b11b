import * as z from 'zod'
import { hash53 } from '../../kernel/hash.ts'
import type { Failure, Result } from '../../kernel/result.ts'
import { arrayOf, packArrays, unpackArrays } from '../../ml/array-bundle.ts'
import type { InvertedLists } from '../../ml/nearest-neighbours/inverted-lists.ts'
import { invertedListsFromBytes } from '../../ml/nearest-neighbours/inverted-lists-bytes.ts'
import type { ItemVectors } from '../../ml/recommenders/item-vectors.ts'
import { sessionsFromBytes } from '../../ml/recommenders/session-memory-bytes.ts'
import { readWeights } from './learn-weights.ts'
import { type NamedProduct, namedProductSchema } from './product-names.ts'
import type { RecommendationModels } from './recommendation.ts'

const kind = 'recommendations'
const version = 1
const namesSchema = z.array(namedProductSchema.nullable())

/** Everything that recommendations are made from; models as their own bytes. */
export interface PackedRecommendations {
  readonly weights: ArrayBuffer
  readonly index: ArrayBuffer
  /** Null where there are too few visits. */
  readonly sessions: ArrayBuffer | null
  readonly alikeWeight: number
  readonly popularity: Float32Array
  readonly repeatRates: Float32Array
  readonly productHashes: readonly number[]
  readonly products: readonly (NamedProduct | null)[]
}

/** One file of it, which is read once and asked where it lies. */
export function packRecommendations(of: PackedRecommendations): ArrayBuffer {
  return packArrays({
    kind,
    version,
    figures: { alikeWeight: of.alikeWeight },
    arrays: {
      weights: new Uint8Array(of.weights),
      index: new Uint8Array(of.index),
      sessions: new Uint8Array(of.sessions ?? new ArrayBuffer(0)),
      popularity: of.popularity,
      repeatRates: of.repeatRates,
      productHashes: Float64Array.from(of.productHashes),
      products: new TextEncoder().encode(JSON.stringify(of.products)),
    },
  })
}

/** A model of recommendations, ready to be asked. */
export interface LearnedProducts {
  readonly models: RecommendationModels
  /** Vectors of products that were bought, looked at, or only described. */
  readonly vectors: ItemVectors
  readonly index: InvertedLists
  /** By product number; null: nothing but that it was bought is known of it. */
  readonly products: readonly (NamedProduct | null)[]
  /** The number of a product; undefined for one that was never bought nor described before the training. */
  numberOf(productId: string): number | undefined
}

/** Throws when it is nothing that {@link packRecommendations} packed: it comes from the registry. */
export function readRecommendations(bytes: ArrayBuffer): LearnedProducts {
  const bundle = orThrow(unpackArrays(bytes, kind, version))
  const hashes = arrayOf(bundle, 'productHashes', 'float64')
  const count = hashes?.length ?? 0
  const popularity = arrayOf(bundle, 'popularity', 'float32', count)
  const repeatRates = arrayOf(bundle, 'repeatRates', 'float32', count)
  const names = arrayOf(bundle, 'products', 'uint8')
  const [weights, index, sessions] = ['weights', 'index', 'sessions'].map((name) =>
    arrayOf(bundle, name, 'uint8'),
  )
  if (hashes === null || popularity === null || repeatRates === null || names === null) {
    throw new Error('an array of the recommendations is missing or too short')
  }
  if (weights == null || index == null || sessions == null) {
    throw new Error('a model of the recommendations is missing')
  }
  const products = namesSchema.parse(JSON.parse(new TextDecoder().decode(names)))
  const lists = orThrow(invertedListsFromBytes(bytesOf(index)))
  const numbers = new Map(Array.from(hashes, (hash, number) => [hash, number]))
  return {
    models: {
      weights: readWeights(bytesOf(weights)),
      sessions: sessions.length === 0 ? null : orThrow(sessionsFromBytes(bytesOf(sessions))),
      alikeWeight: bundle.figures.alikeWeight ?? 0,
      popularity,
      repeatRates,
    },
    vectors: vectorsOfIndex(lists, count),
    index: lists,
    products,
    numberOf: (productId) => numbers.get(hash53(productId)),
  }
}

/** The vectors by item again, zeros for those the index does not have. */
function vectorsOfIndex({ dimensions, items, vectors }: InvertedLists, itemCount: number): ItemVectors {
  const values = new Float32Array(itemCount * dimensions)
  for (const [entry, item] of items.entries()) {
    if (item < itemCount)
      values.set(vectors.subarray(entry * dimensions, (entry + 1) * dimensions), item * dimensions)
  }
  return { itemCount, dimensions, values }
}

/** A copy: what is packed within has its arrays at multiples of 8 bytes from its own beginning. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength)
}

function orThrow<Value>(read: Result<Value, Failure>): Value {
  if (!read.ok) throw new Error(read.failure.message)
  return read.value
}
