import { afterEach, beforeEach, expect, it } from 'vitest'
import type { RebuildPorts } from '#queues/jobs/rebuild/rebuild-ports.ts'
import { restateRecords } from '#queues/jobs/rebuild/restate-records.ts'
import { identityRecordStatements } from '#shared/database/project-identity-records.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import type { MergeRecord, SplitRecord } from '#shared/identity/decision-records.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'

const tenantId = 'demo'
const undone: MergeRecord = {
  mergeId: 'mrg_1',
  survivorId: 'cus_survivor',
  mergedId: 'cus_merged',
  mergedAtMs: 1,
  rule: 'person',
  ruleVersion: 1,
  eventKey: '',
  keys: [],
  decidedBy: 'user:owner',
  undoneAtMs: 5,
  undoneBy: 'user:owner',
  version: 2,
}
const split: SplitRecord = {
  splitId: 'spl_1',
  customerId: 'cus_split',
  newCustomerId: 'cus_new',
  keys: [],
  splitAtMs: 3,
  decidedBy: 'user:owner',
  undoneAtMs: null,
  undoneBy: null,
  version: 1,
}
const records = { merges: [undone], reviews: [], splits: [split] }

let database: MemoryDatabase
beforeEach(() => {
  database = memoryDatabase()
  for (const customerId of ['cus_survivor', 'cus_split', 'cus_other'])
    database.all(
      `insert into segment_movement (tenant_id, movement_id, customer_id, kind, new_segment, segmentation_score,
         reason_codes, confidence, model_version, moved_at)
       values ('${tenantId}', 'mov_${customerId}', '${customerId}', 'rfm', 'b', 1, '[]', 1, '1', 4)`,
    )
})
afterEach(() => database.close())

async function restate(): Promise<unknown[]> {
  const ports: Partial<RebuildPorts> = {
    tenant: { tenantId } as unknown as RebuildPorts['tenant'],
    recordsAfter: async (mergeId) => (mergeId === '' ? records : { merges: [], reviews: [], splits: [] }),
    read: async (statement) => database.read(statement),
    write: async (statements) => database.run(statements),
  }
  let after: string | null = ''
  while (after !== null) after = (await restateRecords(after, ports as RebuildPorts, {} as JobRow)).after
  return database.all('select customer_id from segment_movement order by 1').map((row) => row.customer_id)
}

it('leaves what was predicted since of customers of whom a part left long ago', async () => {
  database.run(identityRecordStatements(tenantId, records))
  expect(await restate()).toEqual(['cus_other', 'cus_split', 'cus_survivor'])
})

it('forgets what was predicted of the whole where an older database did not know of it', async () => {
  const before = {
    ...records,
    merges: [{ ...undone, undoneAtMs: null, undoneBy: null, version: 1 }],
    splits: [],
  }
  database.run(identityRecordStatements(tenantId, before))
  expect(await restate()).toEqual(['cus_other'])
})
