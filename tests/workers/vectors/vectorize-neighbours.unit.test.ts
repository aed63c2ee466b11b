import { expect, it } from 'vitest'
import { FakeVectorize } from '#tests/support/fake-vectorize.ts'
import { placeOf, vectorId } from '#workers/vectors/vector-ids.ts'
import { vectorizeNeighbours } from '#workers/vectors/vectorize-neighbours.ts'

const lists = { dimensions: 2, items: Uint32Array.of(7, 5) }
const right = Float32Array.of(1, 0)

async function filled(): Promise<FakeVectorize> {
  const index = new FakeVectorize(2)
  await index.upsert([
    { id: 'vec_a:0', values: [1, 0], namespace: 'shop' },
    { id: 'vec_a:1', values: [0, 1], namespace: 'shop' },
    // Another writing of the same model, whose ids are not the ones asked for.
    { id: 'vec_b:1', values: [1, 0.1], namespace: 'shop' },
    { id: 'vec_a:9', values: [1, 0.2], namespace: 'shop' },
  ])
  index.settle()
  return index
}
const ask = (index: Pick<Vectorize, 'query'>) =>
  vectorizeNeighbours(index, { namespace: 'shop', setId: 'vec_a', lists }).nearest(right, 9)

it('takes nothing for an item that is not of its set', async () => {
  const index = await filled()
  const four = { ...lists, items: Uint32Array.of(7, 5, 3, 4) }
  const asked = vectorizeNeighbours(index, { namespace: 'shop', setId: 'vec_a', lists: four })
  expect(await asked.nearest(right, 9)).toEqual({
    ok: true,
    value: [
      { item: 7, similarity: 1 },
      { item: 5, similarity: 0 },
    ],
  })
})

it.each([
  ['away', (index: FakeVectorize) => Object.assign(index, { outage: 'VECTORIZE: internal error' })],
  [
    'too slow',
    (index: FakeVectorize) =>
      Object.assign(index, { way: () => new Promise((resolve) => setTimeout(resolve, 900)) }),
  ],
  ['empty', () => new FakeVectorize(2)],
  ['of other dimensions', () => new FakeVectorize(3)],
  [
    'of answers of other sets',
    () => ({ query: async () => ({ count: 1, matches: [{ id: 'vec_b:0', score: 1 }] }) }),
  ],
])('says so when the database is %s', async (_, spoil) => {
  expect(await ask(spoil(await filled()))).toMatchObject({
    ok: false,
    failure: { kind: 'vector-search-failed', retryable: true },
  })
})

it('reads ids as it writes them, and no others', () => {
  expect(placeOf('vec_a', vectorId('vec_a', 12))).toBe(12)
  for (const other of ['vec_b:1', 'vec_a:', 'vec_a:x', 'vec_a:-1', 'vec_a:1.5', 'vec_a1', ''])
    expect([other, placeOf('vec_a', other)]).toEqual([other, undefined])
})
