import { describe, expect, it } from 'vitest'
import { fail } from '#shared/kernel/result.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import { neighboursInLists } from '#shared/ml/nearest-neighbours/neighbours-in-lists.ts'
import { normalise } from '#shared/ml/recommenders/item-vectors.ts'
import type { ProductFacts } from '#shared/predictions/recommendations/recommendation.ts'
import { type LikenedProduct, similarProducts } from '#shared/predictions/recommendations/similar-products.ts'

const facts = (name: string, category: string | null, change: Partial<ProductFacts> = {}): ProductFacts => ({
  name,
  category,
  brand: null,
  priceMinor: 500,
  isInStock: true,
  isDeleted: false,
  ...change,
})
const products = [
  facts('Mug', 'Kitchen'),
  facts('Cup', 'Kitchen'),
  facts('Bowl', 'Kitchen', { isDeleted: true }),
  facts('Towel', 'Bath'),
  facts('Soap', 'Bath'),
  facts('Voucher', null),
]
/** Kitchen to the right, bath upwards; nothing is known of the voucher. */
const directions = [
  [1, 0],
  [0.9, 0.1],
  [1, 0.01],
  [0.1, 1],
  [0, 1],
  [0, 0],
]
const values = new Float32Array(directions.flat())
for (let item = 0; item < directions.length; item += 1) normalise(values.subarray(item * 2, item * 2 + 2))
const index = buildInvertedLists({ dimensions: 2, values }, { seed: 1 })
if (!index.ok) throw new Error(index.failure.message)
const nothing = new Float32Array(products.length)
const models = {
  weights: {
    itemCount: 0,
    starts: new Uint32Array(1),
    targets: new Uint32Array(0),
    weights: new Int8Array(0),
    scales: new Float32Array(0),
  },
  sessions: null,
  alikeWeight: 0,
  popularity: Float32Array.from([1, 2, 9, 3, 4, 5]),
  repeatRates: nothing,
}
const findNear = similarProducts(
  { vectors: { itemCount: products.length, dimensions: 2, values }, models },
  products,
)
const find = (to: LikenedProduct, count: number, category: string | null) =>
  findNear(to, count, category, neighboursInLists(index.value))
const of = (number: number) => ({ number, ...(products[number] as ProductFacts) })
const names = (found: Awaited<ReturnType<typeof find>>) => found.map(({ product }) => products[product]?.name)

describe('similar products', () => {
  it('are those that lie nearest, without the product itself and what is deleted; then what is popular', async () => {
    const found = await find(of(0), 4, null)
    expect(names(found)).toEqual(['Cup', 'Towel', 'Voucher', 'Soap'])
    expect(found.map(({ reason }) => reason).slice(0, 3)).toEqual([
      'similar to Mug',
      'similar to Mug',
      'popular now',
    ])
    expect(names(await find(of(0), 4, 'Bath'))).toEqual(['Towel', 'Soap'])
  })

  it('of a product that is new lie where its category does', async () => {
    const plant = { number: undefined, name: 'Sponge', category: 'Bath', brand: null, priceMinor: 300 }
    expect(names(await find(plant, 2, null)).sort()).toEqual(['Soap', 'Towel'])
  })

  it('of a product of which nothing is known are what is popular', async () => {
    expect((await find(of(5), 2, null)).map(({ source }) => source)).toEqual(['popular', 'popular'])
    const stranger = { number: undefined, name: 'X', category: 'Garden', brand: null, priceMinor: null }
    expect(names(await find(stranger, 1, null))).toEqual(['Voucher'])
  })

  it('are what is popular where nobody can tell what lies nearest', async () => {
    const failure = { kind: 'vector-search-failed', message: 'away', retryable: true } as const
    const away = { nearest: async () => fail(failure) }
    const found = await findNear(of(0), 2, null, away)
    expect(found.map(({ source }) => source)).toEqual(['popular-in-category', 'popular'])
  })
})
