import { afterAll, beforeAll, expect, it } from 'vitest'
import { memoryD1 } from '#tests/support/memory-buckets.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import type { Env } from '#workers/env.ts'
import { misplacedTenants } from '#workers/misplaced-tenants.ts'
import { noticeMisplacedTenants } from '#workers/scheduled/notice-misplaced-tenants.ts'

const database = memoryDatabase()
afterAll(() => database.close())
const DB = memoryD1(database, async (make) => make())

beforeAll(() => {
  const tenant = (id: string, residency: string, status = 'active') => ({
    text: `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count,
             residency, status, created_at) values (?, '', 'DE', 'EUR', 'UTC', 1, 1, ?, ?, 0)`,
    values: [id, residency, status],
  })
  database.run([
    tenant('bloom', 'eu'),
    tenant('acme', 'anywhere'),
    tenant('rested', 'anywhere', 'suspended'),
    tenant('gone', 'anywhere', 'deleting'),
  ])
})

it.each([
  ['eu', ['acme', 'rested']],
  ['anywhere', ['bloom']],
  ['', ['bloom']],
  [undefined, ['bloom']],
])('with DATA_RESIDENCY %s the shops that were made elsewhere are %j', async (where, expected) => {
  const env = { DB, ...(where !== undefined && { DATA_RESIDENCY: where }) }
  expect(await misplacedTenants(env)).toEqual(expected)
})

it('says so in the log, by name, and nothing where all is in its place', async () => {
  const env = (where: string) => ({ DB, DATA_RESIDENCY: where }) as Env
  await expect(noticeMisplacedTenants(env('eu'))).rejects.toThrow(
    'DATA_RESIDENCY is not what it was when these shops were made, and their data may not be found: acme, rested',
  )
  database.run([{ text: "delete from tenant where residency = 'anywhere'", values: [] }])
  await expect(noticeMisplacedTenants(env('eu'))).resolves.toBeUndefined()
})
