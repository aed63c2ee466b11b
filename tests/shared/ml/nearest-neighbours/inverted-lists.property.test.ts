import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import { exactNeighbours } from '#shared/ml/nearest-neighbours/exact-neighbours.ts'
import { searchInvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import {
  invertedListsFromBytes,
  invertedListsToBytes,
} from '#shared/ml/nearest-neighbours/inverted-lists-bytes.ts'

function randomVectors(seed: number, count: number, dimensions: number): Float32Array {
  const random = seededRandom(seed)
  return Float32Array.from({ length: count * dimensions }, () => random() + random() - 1)
}

function build(values: Float32Array, dimensions: number) {
  const built = buildInvertedLists({ dimensions, values }, { seed: 1 })
  if (!built.ok) throw new Error(built.failure.message)
  return built.value
}

it('finds the nearest as sorting all of them does', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 0, max: 8 }),
      (seed, size, count) => {
        const values = randomVectors(seed, size, 5)
        const query = randomVectors(seed + 1, 1, 5)
        const all = Array.from({ length: size }, (_, item) => ({
          item,
          similarity: query.reduce((sum, value, at) => sum + value * (values[item * 5 + at] as number), 0),
        }))
        const expected = all.sort((left, right) => right.similarity - left.similarity).slice(0, count)
        const found = exactNeighbours({ dimensions: 5, values }, query, count)
        expect(found.map(({ item }) => item)).toEqual(expected.map(({ item }) => item))
        expect(searchInvertedLists(build(values, 5), query, count)).toEqual(found)
      },
    ),
  )
})

it.each([1, 2])(
  'finds at least 95 of 100 of the true nearest ten among 5,000 without any order (seed %i)',
  (seed) => {
    const dimensions = 16
    const values = randomVectors(seed, 5000, dimensions)
    const lists = build(values, dimensions)
    expect(lists.probes).toBeLessThan(lists.starts.length - 1)
    let found = 0
    for (let query = 0; query < 100; query += 1) {
      const vector = randomVectors(1000 * seed + query, 1, dimensions)
      const wanted = new Set(exactNeighbours({ dimensions, values }, vector, 10).map(({ item }) => item))
      found += searchInvertedLists(lists, vector, 10).filter(({ item }) => wanted.has(item)).length
    }
    expect(found).toBeGreaterThanOrEqual(950)
  },
)

it('is the same for the same seed, before and after bytes, and leaves out items of which nothing is known', () => {
  const values = randomVectors(3, 3000, 8)
  values.fill(0, 8, 16)
  const lists = build(values, 8)
  expect(build(values, 8)).toEqual(lists)
  expect(lists.items.length).toBe(2999)
  expect(lists.items.includes(1)).toBe(false)
  expect(invertedListsFromBytes(invertedListsToBytes(lists))).toEqual({ ok: true, value: lists })
  expect(invertedListsFromBytes(invertedListsToBytes({ ...lists, dimensions: 4 })).ok).toBe(false)
})

it('refuses numbers that are none and lengths that do not fit, and finds nothing where there is nothing', () => {
  const failure = { ok: false, failure: { kind: 'invalid-data' } }
  expect(
    buildInvertedLists({ dimensions: 2, values: Float32Array.of(1, Number.NaN) }, { seed: 1 }),
  ).toMatchObject(failure)
  expect(buildInvertedLists({ dimensions: 2, values: Float32Array.of(1) }, { seed: 1 })).toMatchObject(
    failure,
  )
  expect(searchInvertedLists(build(new Float32Array(0), 3), Float32Array.of(1, 2, 3), 5)).toEqual([])
})
