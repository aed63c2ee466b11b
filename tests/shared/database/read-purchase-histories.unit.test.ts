import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderFacts } from '#shared/customers/order-facts.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { evolveOrder } from '#shared/customers/order-state.ts'
import { projectionStatements } from '#shared/database/project.ts'
import {
  customerPurchaseHistory,
  type HistoryStatements,
  historiesOf,
  purchaseHistoryPage,
} from '#shared/database/read-purchase-histories.ts'
import { mostOrders } from '#shared/features/most-orders.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const tenant = testTenant({ currency: 'GBP', timeZone: 'UTC' })
let database: MemoryDatabase
beforeAll(() => {
  database = memoryDatabase()
  for (const [customerId, states] of Object.entries(people)) addCustomer(customerId, states)
  for (const customerId of Object.keys(people)) {
    for (const [index, number] of ['2', '1'].entries()) addOrder(customerId, `${customerId}-${number}`, index)
  }
  addOrder(null, 'guest-1', 0)
})
afterAll(() => database.close())

const people: Record<string, { column?: string; orderCount?: number }> = {
  cus_a: {},
  cus_b: { column: 'merged_into' },
  cus_c: { column: 'erased_at' },
  cus_d: { column: 'restricted_at' },
  cus_e: { orderCount: 30_000 },
  cus_f: { orderCount: 30_000 },
  cus_g: {},
}

function addCustomer(customerId: string, { column, orderCount = 2 }: (typeof people)[string]): void {
  for (const tenantId of ['shop', 'another']) {
    database.run([
      {
        text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                 last_seen_at, order_count, revenue_minor, channels, is_profiling_allowed)
               values (?, ?, 1, '', '', 1, 1, ?, 0, '[]', ?)`,
        values: [tenantId, customerId, orderCount, customerId === 'cus_g' ? 0 : null],
      },
      ...(column === undefined
        ? []
        : [
            { text: `update customer_profile set ${column} = 5 where customer_id = ?`, values: [customerId] },
          ]),
      {
        text: `insert into features (tenant_id, customer_id, version, as_of, vector, activity)
               values (?, ?, 1, 1, '{}', ?)`,
        values: [tenantId, customerId, `activity of ${customerId}`],
      },
    ])
  }
}

function addOrder(customerId: string | null, orderId: string, daysLater: number): void {
  const change = newOrderChange({
    orderId,
    change: 'placed',
    totalMinor: 900,
    discountMinor: 40,
    storeId: 'soho',
    linesAre: 'all',
    lines: [
      { ...newOrderLine('1', 500), productId: 'milk', category: 'Dairy', quantity: 2 },
      newOrderLine('0', 440),
    ],
  })
  const event = newEvent({
    id: orderId,
    source: 'pos/till',
    channel: 'pos',
    occurredAt: testTimeMs + daysLater,
    order: change,
  })
  const refund = newEvent({
    id: `${orderId}-back`,
    source: 'pos/till',
    occurredAt: testTimeMs + 9,
    order: newOrderChange({
      orderId,
      change: 'refunded',
      lines: [],
      linesAre: 'part',
      refund: { refundId: 'r', amountMinor: 100 },
    }),
  })
  const placed = evolveOrder(null, event, change)
  const state = refund.order === undefined ? placed : evolveOrder(placed, refund, refund.order)
  database.run(projectionStatements('shop', { orders: [orderRow(tenant, customerId, 1, orderFacts(state))] }))
}

function read({ customers, orders }: HistoryStatements) {
  return historiesOf(database.read(customers) as never, database.read(orders) as never)
}

describe('a customer with very many orders', () => {
  const crowded = memoryDatabase()
  afterAll(() => crowded.close())
  const count = mostOrders + 3_000

  it('is read by the latest of them, whatever their state, and others wholly', () => {
    const customers = [
      ['cus_big', count],
      ['cus_small', 2],
    ] as const
    crowded.run(
      customers.flatMap(([customerId, orderCount]) => [
        {
          text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                   last_seen_at, order_count, revenue_minor, channels) values ('shop', ?, 1, '', '', 1, 1, ?, 0, '[]')`,
          values: [customerId, orderCount],
        },
        {
          // Two at each moment; every third is cancelled.
          text: `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)
            insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
              currency, line_count, amount_minor, is_cancelled)
            select 'shop', ? || printf(':%06d', i), 1, ?, 'order', iif(i % 3 = 0, 'cancelled', 'paid'), 'web', i / 2, '1970-01-01',
              'GBP', 0, 100, i % 3 = 0 from n`,
          values: [orderCount, customerId, customerId],
        },
      ]),
    )
    const { customers: asked, orders } = purchaseHistoryPage('shop', '', 10)
    const found = historiesOf(crowded.read(asked) as never, crowded.read(orders) as never)
    expect(found.map(({ customerId, purchases }) => [customerId, purchases.length])).toEqual([
      ['cus_big', mostOrders],
      ['cus_small', 2],
    ])
    const keys = found[0]?.purchases.map(({ orderKey }) => orderKey)
    expect([keys?.[0], keys?.at(-1)]).toEqual([
      `cus_big:${String(3_000).padStart(6, '0')}`,
      `cus_big:00${count - 1}`,
    ])
    const one = customerPurchaseHistory('shop', 'cus_big')
    expect(historiesOf(crowded.read(one.customers) as never, crowded.read(one.orders) as never)[0]).toEqual(
      found[0],
    )
  })
})

describe('customers with very long orders', () => {
  const crowded = memoryDatabase()
  afterAll(() => crowded.close())
  const mostValueBytes = 2_000_000
  const lineCount = 1_000
  // Four bytes a character, and characters that JSON escapes.
  const name = `${'\u{1F34B}'.repeat(20)} "fresh"`
  const lines = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, at) => [`p${at}`, 1, 100, null, name]))

  function addLongOrders(customerId: string, orderCount: number, text: string): void {
    crowded.run([
      {
        text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                 last_seen_at, order_count, revenue_minor, channels) values ('shop', ?, 1, '', '', 1, 1, ?, 0, '[]')`,
        values: [customerId, orderCount],
      },
      {
        text: `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)
          insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
            currency, line_count, amount_minor, lines)
          select 'shop', ? || printf(':%06d', i), 1, ?, 'order', 'paid', 'web', i, '1970-01-01', 'GBP', 0, 100, ? from n`,
        values: [orderCount, customerId, customerId, text],
      },
    ])
  }
  // 0.9, 2.1, 2.2, 0.2 and 9 MB in all.
  addLongOrders('cus_1', 20, lines(400))
  addLongOrders('cus_2', 19, lines(lineCount))
  addLongOrders('cus_3', 20, lines(lineCount))
  addLongOrders('cus_4', 20, lines(70))
  addLongOrders('cus_5', 80, lines(lineCount))
  addLongOrders('cus_6', 1, lines(3))

  const asked = [
    ...['', 'cus_5'].map((after) => purchaseHistoryPage('shop', after, 10)),
    ...['cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_6'].map((id) => customerPurchaseHistory('shop', id)),
  ]

  it('are read by values that D1 takes, few of them where they are short', () => {
    for (const { orders } of asked) {
      for (const row of crowded.read(orders)) {
        for (const value of Object.values(row)) {
          expect(Buffer.byteLength(String(value))).toBeLessThanOrEqual(mostValueBytes)
        }
      }
    }
    expect(
      asked.slice(2).map(({ orders }) => crowded.read(orders).filter((row) => row.orders !== null).length),
    ).toEqual([1, 19, 20, 1, 1])
  })

  it('are read wholly', () => {
    for (const { customers, orders } of asked.slice(2)) {
      const [history] = historiesOf(crowded.read(customers) as never, crowded.read(orders) as never)
      const counts = new Set(history?.purchases.map((purchase) => purchase.lines.length))
      expect([history?.purchases.length, ...counts]).toEqual(
        { cus_1: [20, 400], cus_2: [19, 1_000], cus_3: [20, 1_000], cus_4: [20, 70], cus_6: [1, 3] }[
          history?.customerId ?? ''
        ],
      )
    }
  })

  it('end a page early', () => {
    const idsAfter = (after: string) => {
      const { customers, orders } = purchaseHistoryPage('shop', after, 10)
      const found = historiesOf(crowded.read(customers) as never, crowded.read(orders) as never)
      return found.map(({ customerId }) => customerId)
    }
    expect(idsAfter('')).toEqual(['cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_5'])
    expect(idsAfter('cus_4')).toEqual(['cus_5'])
    expect(idsAfter('cus_5')).toEqual(['cus_6'])
  })
})

describe('pages of purchase histories', () => {
  it('tell of every customer who may be looked at, earliest purchase first', () => {
    const [first] = read(purchaseHistoryPage('shop', '', 1))
    expect(first).toEqual({
      customerId: 'cus_a',
      activity: 'activity of cus_a',
      isProfilingAllowed: null,
      purchases: [
        {
          orderKey: 'pos/till:cus_a-2',
          placedAt: testTimeMs,
          channel: 'pos',
          storeId: 'soho',
          isCancelled: false,
          currency: 'GBP',
          amountTenantMinor: 800,
          grossMinor: 900,
          refundedMinor: 100,
          discountMinor: 40,
          lines: [
            expect.objectContaining({ quantity: 1, amountMinor: 440 }),
            expect.objectContaining({ productId: 'milk', category: 'Dairy', quantity: 2, amountMinor: 500 }),
          ],
        },
        expect.objectContaining({ orderKey: 'pos/till:cus_a-1' }),
      ],
    })
  })

  it('end early after very many orders, and are empty when none are left', () => {
    const pages: string[][] = []
    for (let after = ''; ; ) {
      const page = read(purchaseHistoryPage('shop', after, 4)).map(({ customerId }) => customerId)
      pages.push(page)
      const last = page.at(-1)
      if (last === undefined) break
      after = last
    }
    expect(pages).toEqual([['cus_a', 'cus_e', 'cus_f'], ['cus_g'], []])
  })

  it('are the same for one customer, and empty for one who may not be looked at', () => {
    const all = read(purchaseHistoryPage('shop', '', 100)).concat(
      read(purchaseHistoryPage('shop', 'cus_e', 100)),
    )
    for (const history of all)
      expect(read(customerPurchaseHistory('shop', history.customerId))).toEqual([history])
    expect(all.at(-1)).toMatchObject({ customerId: 'cus_g', isProfilingAllowed: false })
    for (const customerId of ['cus_b', 'cus_c', 'cus_d', 'cus_none']) {
      expect(read(customerPurchaseHistory('shop', customerId))).toEqual([])
    }
    expect(read(customerPurchaseHistory('another', 'cus_a'))[0]?.purchases).toEqual([])
  })

  it.each([
    ['a page', purchaseHistoryPage('shop', 'cus_a', 100)],
    ['one', customerPurchaseHistory('shop', 'cus_a')],
  ])('go from the customers to their rows by the index: %s', (_, { customers, orders }) => {
    const plan = [customers, orders].flatMap(({ text, values }) =>
      database.read({ text: `explain query plan ${text}`, values }).map(({ detail }) => String(detail)),
    )
    expect(plan.filter((step) => /^SCAN (?!page|counted|latest|\(subquery)/.test(step))).toEqual([])
    expect(
      plan.some((step) =>
        /customer_order USING INDEX customer_order_customer \(tenant_id=\? AND customer_id=\?\)/.test(step),
      ),
    ).toBe(true)
    expect(
      plan.some((step) => /customer_profile USING PRIMARY KEY \(tenant_id=\? AND customer_id[>=]/.test(step)),
    ).toBe(true)
    expect(
      plan.some((step) =>
        /features USING INDEX sqlite_autoindex_features_1 \(tenant_id=\? AND customer_id=\?\)/.test(step),
      ),
    ).toBe(true)
    expect(plan.filter((step) => /customer_order/.test(step) && /TEMP B-TREE/.test(step))).toEqual([])
  })
})
