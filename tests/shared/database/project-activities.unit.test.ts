import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Projection, projectionStatements } from '#shared/database/project.ts'
import { featureVectorStatements } from '#shared/database/save-feature-vectors.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'

let database: MemoryDatabase
beforeEach(() => {
  database = memoryDatabase()
})
afterEach(() => database.close())

function project(projection: Partial<Projection>): void {
  database.run(projectionStatements('shop', projection))
}

function profile(version: number, parts: Partial<CustomerProfileRow> = {}): CustomerProfileRow {
  return {
    tenantId: 'shop',
    customerId: 'ada',
    version,
    mergedInto: null,
    erasedAt: null,
    restrictedAt: null,
    isProfilingAllowed: null,
    displayName: 'Ada',
    email: null,
    phone: null,
    searchText: 'ada',
    firstSeenAt: 1,
    lastSeenAt: 2,
    orderCount: 0,
    revenueMinor: 0,
    channels: ['web'],
    ...parts,
  }
}

/** A version of the customer, with what was known of its activity then. */
function tell(version: number, activity: string): void {
  project({ profiles: [profile(version)], activities: [{ customerId: 'ada', version, activity }] })
}

const rows = () => database.all('select customer_id, version, activity, vector, as_of from features')

describe('what features are made of', () => {
  it('is that of the highest version, however late others come', () => {
    for (const version of [2, 3, 1, 3]) tell(version, `[[${version},1]]`)
    expect(rows()).toEqual([expect.objectContaining({ version: 3, activity: '[[3,1]]' })])
  })

  it('is written though a version without news of it came first', () => {
    project({ profiles: [profile(5)] })
    project({ profiles: [profile(4)], activities: [{ customerId: 'ada', version: 4, activity: '[[4,1]]' }] })
    expect(rows()).toEqual([expect.objectContaining({ version: 4, activity: '[[4,1]]' })])
  })

  it('stays empty once it was emptied, with the features that were made of it', () => {
    tell(1, '[[1,1]]')
    database.run(
      featureVectorStatements('shop', true, [{ customerId: 'ada', asOfMs: 9, vector: { orderCount: 2 } }]),
    )
    expect(rows()).toEqual([expect.objectContaining({ vector: '{"orderCount":2}', as_of: 9 })])
    tell(3, '')
    tell(2, '[[2,1]]')
    expect(rows()).toEqual([{ customer_id: 'ada', version: 3, activity: '', vector: null, as_of: null }])
  })

  it('goes with a merge, does not come back late, and is there again when the merge is undone', () => {
    tell(1, '[[1,1]]')
    project({ tombstones: [{ customerId: 'ada', version: 4, mergedInto: 'grace' }] })
    expect(rows()).toEqual([])
    project({ activities: [{ customerId: 'ada', version: 3, activity: '[[1,1]]' }] })
    expect(rows()).toEqual([])
    tell(6, '[[6,1]]')
    expect(rows()).toEqual([expect.objectContaining({ version: 6, activity: '[[6,1]]' })])
  })

  it('goes with an erasure and does not come back', () => {
    tell(1, '[[1,1]]')
    const request = {
      kind: 'erase',
      operation: 1,
      requestId: 'req_1',
      mode: 'delete',
      customerId: 'ada',
      memberIds: [],
      requestedAtMs: 5,
      requestedBy: 'owner@shop.example',
    } as never
    project({ erasures: [{ request, closed: [{ customerId: 'ada', version: 2 }] }] })
    tell(3, '[[3,1]]')
    database.run(featureVectorStatements('shop', true, [{ customerId: 'ada', asOfMs: 9, vector: {} }]))
    expect(rows()).toEqual([])
  })
})

describe('features that are kept', () => {
  const vectorAt = (asOfMs: number) => [{ customerId: 'ada', asOfMs, vector: { orderCount: asOfMs } }]

  it('are the latest, beside what they are made of', () => {
    project({ profiles: [profile(1)] })
    for (const asOfMs of [20, 30, 10]) database.run(featureVectorStatements('shop', true, vectorAt(asOfMs)))
    tell(2, '[[2,1]]')
    expect(rows()).toEqual([
      { customer_id: 'ada', version: 2, activity: '[[2,1]]', vector: '{"orderCount":30}', as_of: 30 },
    ])
  })

  it.each([
    ['restricted', { restrictedAt: 3 }],
    ['nobody', { customerId: 'grace' }],
  ])('are none of one who is %s', (_, parts) => {
    project({ profiles: [profile(1, parts)] })
    database.run(featureVectorStatements('shop', true, vectorAt(10)))
    expect(rows()).toEqual([])
  })
})
