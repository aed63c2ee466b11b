import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import type { InvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import type { NearestNeighbours, Neighbour } from '#shared/ml/nearest-neighbours/nearest-neighbours.ts'
import { neighboursInLists } from '#shared/ml/nearest-neighbours/neighbours-in-lists.ts'
import { normalise } from '#shared/ml/recommenders/item-vectors.ts'
import { FakeVectorize } from '#tests/support/fake-vectorize.ts'
import { vectorId } from '#workers/vectors/vector-ids.ts'
import { mostMatches, vectorizeNeighbours } from '#workers/vectors/vectorize-neighbours.ts'

const dimensions = 8

/** Whoever can be asked, by the vectors it was given; each finds at least so many of a hundred true neighbours. */
const implementations: {
  readonly name: string
  readonly most: number
  readonly over: (lists: InvertedLists) => Promise<NearestNeighbours>
}[] = [
  {
    name: 'the index in memory',
    most: Number.POSITIVE_INFINITY,
    over: async (lists) => neighboursInLists(lists),
  },
  { name: 'Vectorize', most: mostMatches, over: async (lists) => inVectorize(lists) },
]

async function inVectorize(lists: InvertedLists): Promise<NearestNeighbours> {
  const index = new FakeVectorize(lists.dimensions)
  const write = async (setId: string, namespace: string, of: Float32Array, from: number) => {
    const values = of.slice(from * dimensions, (from + 1) * dimensions)
    await index.upsert([{ id: vectorId(setId, from), namespace, values }])
  }
  for (let place = 0; place < lists.items.length; place += 1) {
    await write('vec_now', 'shop', lists.vectors, place)
    // Another shop has the same vectors, and so had a version before.
    if (place % 7 === 0) await write('vec_other', 'other', lists.vectors, place)
  }
  index.settle()
  return vectorizeNeighbours(index, { namespace: 'shop', setId: 'vec_now', lists })
}

function vectorsOf(count: number, seed: number): Float32Array {
  const random = seededRandom(seed)
  const values = Float32Array.from({ length: count * dimensions }, () => random() + random() - 1)
  for (let item = 0; item < count; item += 1)
    normalise(values.subarray(item * dimensions, (item + 1) * dimensions))
  return values
}

function listsOf(values: Float32Array): InvertedLists {
  const built = buildInvertedLists({ dimensions, values }, { seed: 1 })
  if (!built.ok) throw new Error(built.failure.message)
  return built.value
}

/** By looking at all of them. */
function exactly(values: Float32Array, query: Float32Array, count: number): Neighbour[] {
  return Array.from({ length: values.length / dimensions }, (_, item) => ({
    item,
    similarity: query.reduce((sum, value, at) => sum + value * (values[item * dimensions + at] as number), 0),
  }))
    .filter(({ item }) =>
      values.subarray(item * dimensions, (item + 1) * dimensions).some((one) => one !== 0),
    )
    .sort((left, right) => right.similarity - left.similarity || left.item - right.item)
    .slice(0, count)
}

const told = async (neighbours: NearestNeighbours, query: Float32Array, count: number) => {
  const found = await neighbours.nearest(query, count)
  if (!found.ok) throw new Error(found.failure.message)
  return found.value
}

describe.each(implementations)('nearest neighbours: $name', ({ most, over }) => {
  it.each([1, 2, 3])(
    'are those that a look at all of them finds, the most alike first (seed %i)',
    async (seed) => {
      const values = vectorsOf(300, seed)
      // Nothing is known of three of them.
      for (const unknown of [0, 17, 299]) values.fill(0, unknown * dimensions, (unknown + 1) * dimensions)
      const neighbours = await over(listsOf(values))
      for (let query = 0; query < 5; query += 1) {
        const vector = vectorsOf(1, 100 * seed + query)
        const expected = exactly(values, vector, 20)
        const found = await told(neighbours, vector, 20)
        expect(found.map(({ item }) => item)).toEqual(expected.map(({ item }) => item))
        for (const [place, { similarity }] of found.entries())
          expect(similarity).toBeCloseTo((expected[place] as Neighbour).similarity, 5)
      }
    },
  )

  it('find a vector itself first, and put the lower number first where several are the same', async () => {
    const values = vectorsOf(50, 4)
    const twin = values.slice(3 * dimensions, 4 * dimensions)
    values.set(twin, 40 * dimensions)
    values.set(twin, 20 * dimensions)
    const found = await told(await over(listsOf(values)), twin, 4)
    expect(found.slice(0, 3).map(({ item }) => item)).toEqual([3, 20, 40])
    expect(found[0]?.similarity).toBeCloseTo(1, 5)
    expect(found[3]?.similarity).toBeLessThan(1)
  })

  it('are never more than are wanted, or there are, or can be had at once', async () => {
    const lists = listsOf(vectorsOf(150, 5))
    const neighbours = await over(lists)
    const vector = vectorsOf(1, 6)
    for (const count of [0, 1, 7, 99, 100, 101, 150, 1_000]) {
      expect([count, (await told(neighbours, vector, count)).length]).toEqual([
        count,
        Math.min(count, 150, most),
      ])
    }
    expect(await told(await over(listsOf(new Float32Array(0))), vector, 5)).toEqual([])
  })

  it('are nearly all of the true ones among many', async () => {
    const values = vectorsOf(3_000, 7)
    const lists = listsOf(values)
    expect(lists.starts.length).toBeGreaterThan(2)
    const neighbours = await over(lists)
    let hits = 0
    for (let query = 0; query < 20; query += 1) {
      const vector = vectorsOf(1, 700 + query)
      const wanted = new Set(exactly(values, vector, 10).map(({ item }) => item))
      hits += (await told(neighbours, vector, 10)).filter(({ item }) => wanted.has(item)).length
    }
    expect(hits).toBeGreaterThanOrEqual(185)
  })

  it('say so when they are asked with a vector of another length', async () => {
    const neighbours = await over(listsOf(vectorsOf(10, 8)))
    const found = await neighbours.nearest(new Float32Array(3), 5)
    expect(found).toMatchObject({ ok: false, failure: { kind: 'wrong-dimensions', retryable: false } })
  })
})
