import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Projection, projectionStatements } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import type { MergeRecord, ReviewRecord, SplitRecord } from '#shared/identity/decision-records.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

let database = memoryDatabase()
beforeEach(() => {
  database = memoryDatabase()
})
afterEach(() => database.close())

function project(parts: Partial<Projection>, tenantId = 'shop'): void {
  database.run(projectionStatements(tenantId, parts))
}

function profile(parts: Partial<CustomerProfileRow>): CustomerProfileRow {
  return {
    tenantId: 'shop',
    customerId: 'ada',
    version: 1,
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

function order(parts: Partial<CustomerOrderRow>): CustomerOrderRow {
  return {
    tenantId: 'shop',
    orderKey: 'shopify/demo:1',
    version: 1,
    customerId: 'ada',
    kind: 'order',
    status: 'placed',
    channel: 'web',
    placedAt: 0,
    day: '2026-11-01',
    currency: 'GBP',
    lineCount: 1,
    lines: '[]',
    storeId: null,
    hasShopsWord: true,
    placedRank: '7',
    contentRank: '',
    tenantMinorRate: null,
    grossMinor: parts.amountMinor ?? 100,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    refunds: '{}',
    refundsToldByOthers: '{}',
    paidAt: null,
    fulfilledAt: null,
    isCancelled: parts.status === 'cancelled',
    isRefundedWhole: false,
    amountMinor: 100,
    amountTenantMinor: null,
    ...parts,
  }
}

const merge: MergeRecord = {
  mergeId: 'mrg_1',
  mergedAtMs: 5,
  rule: 'shared-identifiers',
  ruleVersion: 1,
  survivorId: 'grace',
  mergedId: 'ada',
  eventKey: 'tracking/web:1',
  keys: ['email:a@b.example'],
  decidedBy: null,
  undoneAtMs: null,
  undoneBy: null,
  version: 1,
}

const review: ReviewRecord = {
  reviewId: 'rev_1',
  openedAtMs: 1,
  reason: 'match',
  subject: 'pair:ada|grace',
  eventKey: '',
  customerIds: ['ada', 'grace'],
  keys: [],
  matchWeight: 9.5,
  contributions: [],
  status: 'open',
  assignedTo: null,
  decidedAtMs: null,
  decidedBy: null,
  history: [],
  version: 1,
}

const split: SplitRecord = {
  splitId: 'spl_1',
  customerId: 'ada',
  newCustomerId: 'cus_new',
  keys: ['email:a@b.example'],
  splitAtMs: 5,
  decidedBy: 'owner@shop.example',
  undoneAtMs: null,
  undoneBy: null,
  version: 1,
}

const noRecords = { merges: [], reviews: [], splits: [] }

const names = () => database.all('select display_name from customer_profile').map((row) => row.display_name)
const totals = () =>
  database
    .all('select day, channel, currency, order_count, revenue_minor from sales_day order by 1, 2, 3')
    .map(Object.values)
const owners = () => database.all('select customer_id, amount_minor from customer_order').map(Object.values)

describe('profiles', () => {
  it('are replaced by a newer version only', () => {
    project({ profiles: [profile({ version: 2, displayName: 'newer' })] })
    project({ profiles: [profile({ version: 1, displayName: 'older' })] })
    expect(names()).toEqual(['newer'])
    project({ profiles: [profile({ version: 3, displayName: 'newest' })] })
    expect(names()).toEqual(['newest'])
  })

  it('of a merged customer leave the lists, whichever of both is written first, until it is given back', () => {
    const alive = () =>
      database.all('select customer_id from customer_profile where merged_into is null').map(Object.values)
    const tombstone = { customerId: 'ada', version: 5, mergedInto: 'grace' }
    project({ profiles: [profile({ version: 4 })] })
    project({ tombstones: [tombstone] })
    project({ profiles: [profile({ version: 4 })] })
    expect(alive()).toEqual([])
    expect(names()).toEqual(['Ada'])
    project({ tombstones: [{ ...tombstone, customerId: 'early' }] })
    project({ profiles: [profile({ customerId: 'early', version: 4 })] })
    expect(alive()).toEqual([])
    project({ profiles: [profile({ version: 6 })] })
    project({ tombstones: [tombstone] })
    expect(alive()).toEqual([['ada']])
  })

  it('are written in any number, in several statements where one would be too long', () => {
    const searchText = 'x'.repeat(2_000)
    project({
      profiles: Array.from({ length: 700 }, (_, index) =>
        profile({ customerId: `cus_${index}`, searchText }),
      ),
    })
    expect(names()).toHaveLength(700)
  })
})

describe('match records', () => {
  const records = () => database.all('select customer_id, record from match_record').map(Object.values)
  const write = (version: number, record: string | null) =>
    project({
      profiles: [profile({ version })],
      matchRecords: [{ customerId: 'ada', version, record }],
    })

  it('are those of the newest profile, whichever comes last', () => {
    write(2, 'newer')
    write(1, 'older')
    expect(records()).toEqual([['ada', 'newer']])
    write(3, 'newest')
    expect(records()).toEqual([['ada', 'newest']])
  })

  it('go when nothing is left to compare, and do not go for an older profile', () => {
    write(2, 'record')
    write(1, null)
    expect(records()).toEqual([['ada', 'record']])
    write(3, null)
    expect(records()).toEqual([])
  })

  it('go with a merge, and come back when it is undone', () => {
    write(2, 'record')
    project({ tombstones: [{ customerId: 'ada', version: 3, mergedInto: 'grace' }] })
    write(2, 'record')
    expect(records()).toEqual([])
    write(4, 'again')
    project({ tombstones: [{ customerId: 'ada', version: 3, mergedInto: 'grace' }] })
    expect(records()).toEqual([['ada', 'again']])
  })
})

describe('orders and the totals of days', () => {
  it('come out the same when they are written again', () => {
    project({ orders: [order({})] })
    project({ orders: [order({})] })
    expect(totals()).toEqual([['2026-11-01', 'web', 'GBP', 1, 100]])
  })

  it('ignore an older version of an order', () => {
    project({ orders: [order({ version: 3, amountMinor: 70 })] })
    project({ orders: [order({ version: 2, amountMinor: 100, day: '2026-10-31' })] })
    expect(totals()).toEqual([['2026-11-01', 'web', 'GBP', 1, 70]])
  })

  it('follow an order to another day, channel and currency, and leave nothing behind', () => {
    project({ orders: [order({}), order({ orderKey: 'shopify/demo:2', amountMinor: 30 })] })
    project({
      orders: [
        order({
          version: 2,
          placedRank: '6',
          day: '2026-10-30',
          channel: 'pos',
          currency: 'JPY',
          amountMinor: 9,
        }),
      ],
    })
    expect(totals()).toEqual([
      ['2026-10-30', 'pos', 'JPY', 1, 9],
      ['2026-11-01', 'web', 'GBP', 1, 30],
    ])
    project({
      orders: [order({ orderKey: 'shopify/demo:2', version: 2, placedRank: '6', day: '2026-10-30' })],
    })
    expect(totals().map(([day]) => day)).toEqual(['2026-10-30', '2026-10-30'])
  })

  it('count no cancelled order and no cancellation, but the money of both', () => {
    project({
      orders: [
        order({}),
        order({ orderKey: 'b', status: 'cancelled', amountMinor: 0 }),
        order({ orderKey: 'c', kind: 'cancellation', amountMinor: -40 }),
      ],
    })
    expect(totals()).toEqual([['2026-11-01', 'web', 'GBP', 1, 60]])
  })

  it('let a customer take over an order from nobody, whatever the versions, and never give it back', () => {
    project({ orders: [order({ customerId: null, version: 9 })] })
    project({ orders: [order({ customerId: 'ada', version: 1, amountMinor: 80 })] })
    expect(owners()).toEqual([['ada', 80]])
    project({ orders: [order({ customerId: null, version: 10 })] })
    expect(owners()).toEqual([['ada', 80]])
    expect(totals()).toEqual([['2026-11-01', 'web', 'GBP', 1, 80]])
  })

  it('give the order to its customer when both versions come in one batch, in either order', () => {
    const guest = order({ customerId: null, version: 9 })
    const named = order({ customerId: 'ada', amountMinor: 80 })
    project({ orders: [guest, named] })
    project({ orders: [named, guest].map((row) => ({ ...row, orderKey: 'b' })) })
    expect(owners()).toEqual([
      ['ada', 80],
      ['ada', 80],
    ])
  })
})

describe('records of identity', () => {
  const cases = [
    {
      table: 'merge_history',
      column: 'undone_by',
      records: (version: number, undoneBy: string | null) => ({
        merges: [{ ...merge, version, undoneBy }],
      }),
    },
    {
      table: 'manual_merge_queue',
      column: 'decided_by',
      records: (version: number, decidedBy: string | null) => ({
        reviews: [{ ...review, version, decidedBy }],
      }),
    },
    {
      table: 'identity_split',
      column: 'undone_by',
      records: (version: number, undoneBy: string | null) => ({
        splits: [{ ...split, version, undoneBy }],
      }),
    },
  ]
  it.each(cases)('in $table are replaced by a newer version only', ({ table, column, records }) => {
    const found = () => database.all(`select version, ${column} from ${table}`).map(Object.values)
    project({ records: { ...noRecords, ...records(2, 'second') } })
    project({ records: { ...noRecords, ...records(1, null) } })
    expect(found()).toEqual([[2, 'second']])
    project({ records: { ...noRecords, ...records(3, 'third') } })
    expect(found()).toEqual([[3, 'third']])
  })

  it('keep all that they say', () => {
    project({ records: { merges: [merge], reviews: [review], splits: [split] } })
    expect(database.all('select * from merge_history')).toMatchObject([
      { merge_id: 'mrg_1', survivor_id: 'grace', merged_id: 'ada', identifiers: '["email:a@b.example"]' },
    ])
    expect(database.all('select * from manual_merge_queue')).toMatchObject([
      { status: 'open', customer_ids: '["ada","grace"]', match_weight: 9.5, history: '[]' },
    ])
    expect(database.all('select * from identity_split')).toMatchObject([
      { customer_id: 'ada', new_customer_id: 'cus_new', decided_by: 'owner@shop.example' },
    ])
  })
})

describe('quarantine and tenants', () => {
  it('keeps an event once', () => {
    const quarantined = {
      quarantineId: '1-0-1-0',
      source: 's',
      reason: 'r',
      detail: 'd',
      receivedAt: 1,
      bytes: '{"a":"ä"}',
    }
    for (const _ of [1, 2]) project({ quarantined: [quarantined] })
    expect(database.all('select bytes from quarantined_event').map(Object.values)).toEqual([['{"a":"ä"}']])
  })

  it('keep tenants apart', () => {
    project({ orders: [order({})], profiles: [profile({})] })
    project(
      {
        orders: [order({ version: 0, amountMinor: 1 })],
        profiles: [profile({ version: 0, displayName: 'other' })],
      },
      'other',
    )
    expect(
      database.all('select tenant_id, revenue_minor from sales_day order by 1').map(Object.values),
    ).toEqual([
      ['other', 1],
      ['shop', 100],
    ])
    expect(names().sort()).toEqual(['Ada', 'other'])
  })
})
