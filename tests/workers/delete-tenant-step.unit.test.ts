import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ErasureReceipt } from '#shared/database/tables/privacy-request.ts'
import { FakeVectorize } from '#tests/support/fake-vectorize.ts'
import { MemoryBucket, memoryD1 } from '#tests/support/memory-buckets.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { deleteTenantStep } from '#workers/delete-tenant-step.ts'
import type { Env } from '#workers/env.ts'

const directly = async <Value>(make: () => Value) => make()
const tenant = testTenant({ tenantId: 'shop' })
let database: MemoryDatabase
let files: MemoryBucket
let emptied: string[]

beforeEach(async () => {
  database = memoryDatabase()
  files = new MemoryBucket(directly)
  emptied = []
  await files.put('events/shop/1', new Uint8Array(1))
  await files.put('events/another/1', new Uint8Array(1))
  database.run(
    ['shop', 'another'].flatMap((tenantId) => [
      {
        text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                 last_seen_at, order_count, revenue_minor, channels)
               values (?, 'cus_ada', 1, 'Ada', '', 1, 1, 0, 0, '[]')`,
        values: [tenantId],
      },
      {
        text: `insert into vector_set (tenant_id, set_id, artifact_key, vector_count, sent_count, begun_at, ready_at)
               values (?, ?, 'a.json', 2, 2, 1, 1)`,
        values: [tenantId, `vec_${tenantId}`],
      },
      {
        text: `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by)
               values (?, 'csv/files', 'mug', 1, '{}', '')`,
        values: [tenantId],
      },
    ]),
  )
})
afterEach(() => database.close())

function envWith(index: FakeVectorize | undefined): Env {
  const objects = (kind: string) => ({
    getByName: (name: string) => ({ empty: async () => void emptied.push(`${kind} ${name}`) }),
  })
  return {
    DB: memoryD1(database, directly),
    ARCHIVE: files,
    UPLOADS: new MemoryBucket(directly),
    CUSTOMER: objects('customer'),
    EVENT_LOG: objects('log'),
    IDENTITY_DIRECTORY: objects('directory'),
    LIVE_FEED: objects('feed'),
    ...(index && { PRODUCT_VECTORS: index }),
  } as unknown as Env
}

/** Until nothing is left, or a step fails. */
async function deleteAll(env: Env): Promise<ErasureReceipt[]> {
  const receipts: ErasureReceipt[] = []
  for (;;) {
    const deleted = await deleteTenantStep(env, tenant)
    if (deleted === undefined) return receipts
    receipts.push(deleted)
  }
}

const tenantsIn = (table: string) =>
  database.all(`select tenant_id from ${table} order by 1`).map(({ tenant_id }) => tenant_id)

async function sentVectors(): Promise<FakeVectorize> {
  const index = new FakeVectorize(1)
  await index.upsert(['vec_shop:0', 'vec_shop:1', 'vec_another:0'].map((id) => ({ id, values: [1] })))
  index.settle()
  return index
}

it('deletes everything but the vectors while the vector database is away, and those when it is back', async () => {
  const index = await sentVectors()
  index.outage = 'VECTORIZE: internal error'
  await expect(deleteAll(envWith(index))).rejects.toThrow('VECTORIZE: internal error')
  expect([...files.objects.keys()]).toEqual(['events/another/1'])
  expect(['customer_profile', 'product'].map(tenantsIn)).toEqual([['another'], ['another']])
  expect(emptied.map((name) => name.split(' ')[0])).toEqual(
    expect.arrayContaining(['customer', 'log', 'directory', 'feed']),
  )
  expect(tenantsIn('vector_set')).toEqual(['another', 'shop'])

  index.outage = null
  expect(await deleteAll(envWith(index))).toEqual([{ store: 'vectors', forgotten: 2, unit: 'vectors' }])
  index.settle()
  expect(index.ids).toEqual(['vec_another:0'])
  expect(tenantsIn('vector_set')).toEqual(['another'])
})

it('deletes the note of vectors that are bound no more', async () => {
  const receipts = await deleteAll(envWith(undefined))
  expect(receipts.map(({ store, forgotten }) => [store, forgotten])).toEqual([
    ['archive', 1],
    ['customers', 1],
    ['product', 1],
    ['vector_set', 1],
  ])
  expect(tenantsIn('vector_set')).toEqual(['another'])
})
