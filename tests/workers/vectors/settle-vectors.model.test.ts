import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { findUnsettledVectors, type UnsettledVectors } from '#shared/database/vector-sets.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { buildInvertedLists } from '#shared/ml/nearest-neighbours/build-inverted-lists.ts'
import { searchInvertedLists } from '#shared/ml/nearest-neighbours/inverted-lists.ts'
import { invertedListsToBytes } from '#shared/ml/nearest-neighbours/inverted-lists-bytes.ts'
import { normalise } from '#shared/ml/recommenders/item-vectors.ts'
import { itemWeightsToBytes } from '#shared/ml/recommenders/item-weights-bytes.ts'
import { packRecommendations } from '#shared/predictions/recommendations/recommendation-bytes.ts'
import { FakeVectorize } from '#tests/support/fake-vectorize.ts'
import { MemoryBucket, memoryD1 } from '#tests/support/memory-buckets.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import type { Env } from '#workers/env.ts'
import { settleAllVectors } from '#workers/scheduled/settle-all-vectors.ts'
import { deleteVectors } from '#workers/vectors/delete-vectors.ts'
import { nearestProducts } from '#workers/vectors/nearest-products.ts'
import { settleVectors } from '#workers/vectors/settle-vectors.ts'

const dimensions = 4
const database = memoryDatabase()
afterAll(() => database.close())
afterEach(() => vi.restoreAllMocks())

const directly = async <Value>(make: () => Value) => make()
const archive = new MemoryBucket(directly)
const DB = memoryD1(database, directly)

/** The index of a version; each has another number of products. */
function listsOf(version: number, count: number) {
  const random = seededRandom(version)
  const values = Float32Array.from({ length: count * dimensions }, () => random() - 0.5)
  for (let item = 0; item < count; item += 1)
    normalise(values.subarray(item * dimensions, (item + 1) * dimensions))
  const built = buildInvertedLists({ dimensions, values }, { seed: 1 })
  if (!built.ok) throw new Error(built.failure.message)
  // All lists are looked through, so that there is one right answer.
  return { ...built.value, probes: built.value.starts.length - 1 }
}
const versions = [1, 2, 3].map((version) => ({
  version,
  artifactKey: `models/shop/recommendations/job_${version}/a.json`,
  index: listsOf(version, [1_003, 40, 2_100][version - 1] ?? 1),
}))
const [first] = versions
if (first === undefined) throw new Error('no version')
for (const { artifactKey, index } of versions) {
  const count = index.items.length
  const bytes = packRecommendations({
    weights: itemWeightsToBytes({
      itemCount: 0,
      starts: new Uint32Array(1),
      targets: new Uint32Array(0),
      weights: new Int8Array(0),
      scales: new Float32Array(0),
    }),
    index: invertedListsToBytes(index),
    sessions: null,
    alikeWeight: 0,
    popularity: new Float32Array(count),
    repeatRates: new Float32Array(count),
    productHashes: Array.from({ length: count }, (_, number) => number),
    products: Array.from({ length: count }, () => null),
  })
  await archive.put(artifactKey.replace(/json$/, 'bytes'), new Uint8Array(bytes))
}

function begin(): void {
  const tables = ['vector_set', 'model_version', 'tenant']
  database.run(tables.map((table) => ({ text: `delete from ${table}`, values: [] })))
  database.run([
    {
      text: `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count,
               created_at) values ('shop', '', 'GB', 'GBP', 'UTC', 1, 1, 0)`,
      values: [],
    },
    ...versions.map(({ version, artifactKey }) => ({
      text: `insert into model_version (tenant_id, kind, version, state, algorithm, trained_at, data_from, data_to, row_count,
               feature_names, seed, parameters, metrics, baseline_metrics, verdict, importances, curves, artifact_key,
               job_id, origin)
             values ('shop', 'recommendations', ?, 'retired', '', 1, 0, 0, 1, '[]', 1, '{}', '{}', '{}', '', '[]',
               '[]', ?, '', 'trained')`,
      values: [version, artifactKey],
    })),
  ])
}

function use(version: number | null): void {
  database.run([
    {
      text: "update model_version set state = case when version is ? then 'champion' else 'retired' end",
      values: [version],
    },
  ])
}

const envWith = (index: FakeVectorize | undefined) =>
  ({ DB, ARCHIVE: archive, ...(index && { PRODUCT_VECTORS: index }) }) as unknown as Env

/** What fails is the log's; the next minute tries again. */
async function minute(index: FakeVectorize, nowMs: number): Promise<void> {
  await settleAllVectors(envWith(index), nowMs * minuteMs).catch(() => undefined)
}

/** Asks as a recommendation does; whoever answers, it has to be what the index of that version says. */
async function ask(index: FakeVectorize, used: (typeof versions)[number], seed: number): Promise<void> {
  const random = seededRandom(seed)
  const query = Float32Array.from({ length: dimensions }, () => random() - 0.5)
  const neighbours = await nearestProducts(envWith(index), 'shop', used)
  const found = await neighbours.nearest(query, 3)
  if (!found.ok) throw new Error(found.failure.message)
  const exact = searchInvertedLists(used.index, query, 3)
  expect([seed, found.value.map(({ item }) => item)]).toEqual([seed, exact.map(({ item }) => item)])
}

it.each([1, 2, 3, 4, 6, 10, 24, 51, 76, 79])(
  'holds the vectors of the model in use alone, and never answers by those of another, whatever fails (seed %i)',
  async (seed) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    begin()
    const random = seededRandom(seed)
    const index = new FakeVectorize(dimensions)
    index.way = async () => {
      for (let turn = random() < 0.3 ? 40 : 1; turn > 0; turn -= 1) await Promise.resolve()
    }
    let used: (typeof versions)[number] | undefined
    for (let step = 0; step < 90; step += 1) {
      index.outage = random() < 0.25 ? 'VECTORIZE: internal error' : null
      const chance = random()
      if (chance < 0.15) {
        used = random() < 0.15 ? undefined : versions[Math.floor(random() * versions.length)]
        use(used?.version ?? null)
      } else if (chance < 0.5) {
        // The next minute may come before this one is over, and another version in between.
        const running = minute(index, step)
        if (random() < 0.4) {
          for (let turn = random() * 60; turn > 0; turn -= 1) await Promise.resolve()
          if (random() < 0.5) {
            used = versions[Math.floor(random() * versions.length)]
            use(used?.version ?? null)
          }
          await minute(index, step)
        }
        await running
      } else if (chance < 0.75) index.settle(Math.floor(random() * 4))
      else if (used !== undefined) await ask(index, used, 1_000 * seed + step)
    }
    index.outage = null
    for (let step = 0; step < 12; step += 1) {
      await minute(index, 100 + step)
      index.settle()
    }
    const rows = database.all(
      'select artifact_key, vector_count, ready_at is not null as ready from vector_set',
    )
    const count = used?.index.items.length ?? 0
    expect([seed, rows]).toEqual([
      seed,
      used === undefined ? [] : [{ artifact_key: used.artifactKey, vector_count: count, ready: 1 }],
    ])
    expect([seed, index.ids.length]).toEqual([seed, count])
    if (used === undefined) return
    index.calls.length = 0
    await ask(index, used, seed)
    expect(index.calls).toEqual(['query'])
    // Nothing is done while nothing changes.
    await minute(index, 200)
    expect(index.calls).toEqual(['query'])
  },
)

it('goes to the index in memory until all vectors are found, and when the database fails', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  begin()
  use(1)
  const index = new FakeVectorize(dimensions)
  await minute(index, 1)
  await minute(index, 2)
  index.settle(1)
  await minute(index, 3)
  await ask(index, first, 1)
  expect(index.calls).not.toContain('query')
  index.settle()
  await minute(index, 4)
  await ask(index, first, 2)
  expect(index.calls.at(-1)).toBe('query')
  index.outage = 'VECTORIZE: internal error'
  await ask(index, first, 3)
  expect(warned.mock.calls.flat()).toEqual([
    '{"level":"warn","vectors":"shop","kind":"vector-search-failed","message":"VECTORIZE: internal error","retryable":true}',
  ])
  // Another version is in use since: what is there is of no use.
  index.outage = null
  index.calls.length = 0
  const [, second] = versions
  await ask(index, second as (typeof versions)[number], 4)
  expect(index.calls).toEqual([])
})

it('sends nothing to an index of other dimensions, and says so', async () => {
  begin()
  use(2)
  const index = new FakeVectorize(64)
  const failed = await settleAllVectors(envWith(index), 1).catch((error: AggregateError) => error)
  expect((failed as AggregateError).errors.map(String)).toEqual([
    'Error: the vector index is of 64 dimensions, the model of 4',
  ])
  expect(database.all('select 1 from vector_set')).toEqual([])
})

it('is deleted with the shop, every vector of it', async () => {
  begin()
  use(3)
  const index = new FakeVectorize(dimensions)
  for (let step = 0; step < 3; step += 1) {
    await minute(index, step)
    index.settle()
  }
  expect(index.ids).toHaveLength(2_100)
  const [row] = database.all('select set_id, vector_count from vector_set')
  await deleteVectors({ DB }, index, {
    tenantId: 'shop',
    setId: String(row?.set_id),
    artifactKey: '',
    vectorCount: Number(row?.vector_count),
    sentCount: 0,
    begunAt: 0,
    readyAt: null,
  })
  index.settle()
  expect([index.ids, database.all('select 1 from vector_set')]).toEqual([[], []])
})

it('does nothing without a database, nor for shops that are going or have no model', async () => {
  begin()
  use(1)
  await settleAllVectors(envWith(undefined), 1)
  expect(database.all('select 1 from vector_set')).toEqual([])
  const unsettled = () => database.read(findUnsettledVectors(5, 0.5)) as unknown as UnsettledVectors[]
  expect(unsettled()).toEqual([{ tenantId: 'shop', artifactKey: first.artifactKey }])
  database.run([{ text: "update tenant set status = 'deleting'", values: [] }])
  expect(unsettled()).toEqual([])
  database.run([{ text: "update tenant set status = 'active'", values: [] }])
  use(null)
  expect(unsettled()).toEqual([])
})

/** More shops, each with the model of the first version and none of them settled. */
function addShops(names: readonly string[]): void {
  database.run(
    names.flatMap((name) => [
      {
        text: `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count, created_at)
               select ?, name, country, currency, time_zone, 1, 1, 0 from tenant where tenant_id = 'shop'`,
        values: [name],
      },
      {
        text: `insert into model_version (tenant_id, kind, version, state, algorithm, trained_at, data_from, data_to, row_count,
                 feature_names, seed, parameters, metrics, baseline_metrics, verdict, importances, curves, artifact_key, job_id, origin)
               select ?, kind, version, state, algorithm, trained_at, data_from, data_to, row_count, feature_names, seed, parameters,
                 metrics, baseline_metrics, verdict, importances, curves, ? || artifact_key, job_id, origin
               from model_version where tenant_id = 'shop' and version = 1`,
        // Of those of the first names the file is gone, so they are never settled.
        values: [name, name.startsWith('a') ? 'gone/' : ''],
      },
    ]),
  )
}

it('settles every shop that can be, beside more than are tried at once that cannot', async () => {
  begin()
  use(1)
  const numbers = Array.from({ length: 30 }, (_, number) => number)
  addShops([...numbers.map((number) => `a${number}`), 'z1', 'z2'])
  const random = seededRandom(7)
  vi.spyOn(Math, 'random').mockImplementation(random)
  const index = new FakeVectorize(dimensions)
  for (let step = 0; step < 40; step += 1) {
    await minute(index, step)
    index.settle()
  }
  const ready = database.all('select tenant_id from vector_set where ready_at is not null order by 1')
  expect(ready.map(({ tenant_id }) => tenant_id)).toEqual(['shop', 'z1', 'z2'])
})

it('draws other shops each time, all of them alike often', () => {
  begin()
  use(1)
  addShops(Array.from({ length: 59 }, (_, number) => `b${number}`))
  const random = seededRandom(3)
  const drawn = new Map<string, number>()
  for (let turn = 0; turn < 600; turn += 1) {
    const rows = database.read(findUnsettledVectors(20, random())) as unknown as UnsettledVectors[]
    expect(rows).toHaveLength(20)
    for (const { tenantId } of rows) drawn.set(tenantId, (drawn.get(tenantId) ?? 0) + 1)
  }
  // 200 each on average; five standard deviations are 58.
  expect(drawn.size).toBe(60)
  expect(Math.min(...drawn.values())).toBeGreaterThan(142)
  expect(Math.max(...drawn.values())).toBeLessThan(258)
})

it('sends for half a minute in all, however many shops there are', async () => {
  begin()
  use(1)
  addShops(Array.from({ length: 20 }, (_, number) => `b${number}`))
  let clockMs = 0
  vi.spyOn(Date, 'now').mockImplementation(() => clockMs)
  const index = new FakeVectorize(dimensions)
  index.way = async () => {
    clockMs += 4_000
  }
  await minute(index, 1)
  expect([clockMs >= 30_000, clockMs < 38_000]).toEqual([true, true])
})

it('sends nothing more of a shop that is being deleted, and notes nothing either', async () => {
  begin()
  use(3)
  const index = new FakeVectorize(dimensions)
  index.way = async () => {
    if (index.calls.includes('upsert')) return
    if (index.calls.includes('describe'))
      database.run([{ text: "update tenant set status = 'deleting'", values: [] }])
  }
  await minute(index, 1)
  // Three would have been sent.
  expect(index.calls).toEqual(['describe', 'upsert'])
  begin()
  use(3)
  index.calls.length = 0
  index.way = async () => database.run([{ text: "update tenant set status = 'deleting'", values: [] }])
  await minute(index, 2)
  expect([index.calls, database.all('select 1 from vector_set')]).toEqual([['describe'], []])
})

it('does not let go of a set that is of the model in use again by then', async () => {
  begin()
  use(2)
  const index = new FakeVectorize(dimensions)
  for (let step = 0; step < 3; step += 1) {
    await minute(index, step)
    index.settle()
  }
  const ready = () => database.all('select 1 from vector_set where ready_at is not null').length
  expect(ready()).toBe(1)
  // It was found while another version was in use.
  await settleVectors(
    envWith(index),
    index,
    { tenantId: 'shop', artifactKey: first.artifactKey },
    9,
    Infinity,
  )
  expect(ready()).toBe(1)
  use(1)
  await settleVectors(
    envWith(index),
    index,
    { tenantId: 'shop', artifactKey: first.artifactKey },
    9,
    Infinity,
  )
  expect(ready()).toBe(0)
})
