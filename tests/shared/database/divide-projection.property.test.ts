import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { divideProjection, type ToldRows } from '#shared/database/divide-projection.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { CustomerProfileRow } from '#shared/database/tables/customer-profile.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { canonicalRows } from '#tests/support/projected-tables.ts'

const seed = 20261122
const tables = ['customer_profile', 'match_record', 'features', 'customer_order', 'order_teller', 'sales_day']

const customerOf = (name: number) => `cus_${name}`

function profile(name: number): CustomerProfileRow {
  return {
    tenantId: '',
    customerId: customerOf(name),
    version: 1,
    mergedInto: null,
    erasedAt: null,
    restrictedAt: null,
    isProfilingAllowed: null,
    displayName: `Customer ${name}`,
    email: null,
    phone: null,
    searchText: `customer ${name}`,
    firstSeenAt: 1,
    lastSeenAt: 2,
    orderCount: 1,
    revenueMinor: 100,
    channels: ['web'],
  }
}

function order(number: number, customer: number | null, lines: string): CustomerOrderRow {
  return {
    tenantId: '',
    orderKey: `csv/files:${number}`,
    version: 1,
    customerId: customer === null ? null : customerOf(customer),
    kind: 'order',
    status: 'placed',
    channel: 'web',
    placedAt: 0,
    day: `2026-11-0${1 + (number % 3)}`,
    currency: 'GBP',
    lineCount: 1,
    lines,
    storeId: null,
    hasShopsWord: true,
    placedRank: '7',
    contentRank: '',
    tenantMinorRate: null,
    grossMinor: 100,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    refunds: '{}',
    refundsToldByOthers: '{}',
    paidAt: null,
    fulfilledAt: null,
    isCancelled: false,
    isRefundedWhole: false,
    amountMinor: 100,
    amountTenantMinor: 100,
  }
}

const told = fc
  .record({
    customers: fc.uniqueArray(fc.nat(30), { maxLength: 12 }),
    quiet: fc.nat(3),
    textLength: fc.nat(900),
    orders: fc.uniqueArray(fc.record({ number: fc.nat(40), lines: fc.nat(20), isGuests: fc.boolean() }), {
      maxLength: 20,
      selector: ({ number }) => number,
    }),
  })
  .map(({ customers, quiet, textLength, orders }): ToldRows => {
    const profiles = customers.map(profile)
    const text = JSON.stringify('x'.repeat(textLength))
    return {
      profiles,
      matchRecords: profiles.map(({ customerId, version }) => ({ customerId, version, record: text })),
      activities: profiles
        .filter((_, place) => place % 4 !== quiet)
        .map(({ customerId, version }) => ({ customerId, version, activity: text })),
      orders: orders.map(({ number, lines, isGuests }) => {
        const owner = isGuests ? null : (customers[number % Math.max(1, customers.length)] ?? null)
        return order(number, owner, JSON.stringify(new Array(lines).fill({ product: 'tea' })))
      }),
      catalogue: catalogueRows([], 'UTC'),
      sales: [],
    }
  })

describe('a divided projection', () => {
  it(`holds every row once, each customer's together, in parts as small as asked (seed ${seed})`, () => {
    fc.assert(
      fc.property(told, fc.integer({ min: 1, max: 8_000 }), (rows, maxCharacters) => {
        const parts = divideProjection(rows, maxCharacters)
        for (const name of ['profiles', 'matchRecords', 'activities', 'orders'] as const) {
          const held = parts.flatMap((part): readonly unknown[] => part[name] ?? [])
          expect(held.map((row) => JSON.stringify(row)).sort()).toEqual(
            rows[name].map((row) => JSON.stringify(row)).sort(),
          )
        }
        for (const { profiles = [], matchRecords = [], activities = [], orders = [] } of parts) {
          expect(matchRecords.map(({ customerId }) => customerId)).toEqual(
            profiles.map(({ customerId }) => customerId),
          )
          const there = new Set(profiles.map(({ customerId }) => customerId))
          expect(activities.every(({ customerId }) => there.has(customerId))).toBe(true)
          const texts = [
            ...matchRecords.map(({ record }) => record ?? ''),
            ...activities.map((row) => row.activity),
          ]
          const length = [...texts, ...orders.map(({ lines }) => lines)].join('').length
          if (profiles.length + orders.length > 1) expect(length).toBeLessThanOrEqual(maxCharacters)
        }
        expect(divideProjection(rows)).toHaveLength(1)
      }),
      { seed, numRuns: 300 },
    )
  })

  it(`comes to what one transaction comes to, also when it is cut off and done again (seed ${seed})`, () => {
    fc.assert(
      fc.property(told, fc.integer({ min: 1, max: 8_000 }), fc.nat(30), (rows, maxCharacters, cutOff) => {
        const [whole, divided] = [memoryDatabase(), memoryDatabase()]
        whole.run(projectionStatements('shop', rows))
        const parts = divideProjection(rows, maxCharacters)
        for (const part of [...parts.slice(0, cutOff), ...parts])
          divided.run(projectionStatements('shop', part))
        for (const table of tables) expect(contents(divided, table)).toEqual(contents(whole, table))
        whole.close()
        divided.close()
      }),
      { seed, numRuns: 100 },
    )
  })
})

function contents(database: MemoryDatabase, table: string): string[] {
  return canonicalRows(database.all(`select * from ${table}`) as Record<string, unknown>[], table)
}
