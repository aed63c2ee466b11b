import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderChange } from '#shared/events/order-change.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

let platform: MemoryPlatform
let tenantCount = 0
beforeEach(() => {
  // A tenant of its own each time: rates are remembered for a minute.
  tenantCount += 1
  const tenant = testTenant({ tenantId: `shop-${tenantCount}`, logShardCount: 1, customerCellCount: 2 })
  platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs)
})
afterEach(() => platform.close())

/** Takes events at the door and all the way; tells how many were taken. */
async function take(events: readonly CanonicalEvent[], nowMs = testTimeMs): Promise<number> {
  const { tenant, ports, shards } = platform
  const first = (shards[0]?.lastSequence ?? 0) + 1
  const { acceptedCount } = await appendEvents(doorTo(platform), tenant, events, [], nowMs)
  const toSequence = shards[0]?.lastSequence ?? 0
  const pointer = { version: 1, tenantId: tenant.tenantId, shard: 0, fromSequence: first, toSequence }
  if (acceptedCount > 0) expect(await ingestBatch([pointer], ports)).toEqual([{ kind: 'done' }])
  return acceptedCount
}

const rows = (statement: string) => platform.database.all(statement).map(Object.values)
const setRate = (currency: string, day: string, rate: number) =>
  platform.database.run([
    {
      text: 'insert or replace into exchange_rate (tenant_id, currency, day, rate) values (?, ?, ?, ?)',
      values: [platform.tenant.tenantId, currency, day, rate],
    },
  ])

const email: Identifier = { type: 'email', value: 'ada@shop.example' }
const cookie: Identifier = { type: 'cookie_id', value: 'cookie-1' }

function ordered(id: string, source: string, identifiers: Identifier[], change: Partial<OrderChange>) {
  const order = newOrderChange({ orderId: '1001', shop: 'shopify/main', ...change })
  return newEvent({ id, source, name: 'Order Completed', identifiers, order })
}

describe('an order of which several tell', () => {
  const shops = ordered('shops', 'shopify/main', [email], {
    totalMinor: 1_200,
    taxMinor: 200,
    lines: [newOrderLine('1', 1_200)],
  })
  const tracked = ordered('tracked', 'tracking/web', [cookie], { totalMinor: 1_000 })
  const refunded = ordered('refunded', 'shopify/main', [], {
    change: 'refunded',
    linesAre: 'part',
    refund: { refundId: 'r1', amountMinor: 300 },
  })

  it.each([
    ['the shop first', [shops, tracked, refunded]],
    ['the browser first', [tracked, refunded, shops]],
    ['the refund, which names nobody, first', [refunded, shops, tracked]],
  ])('counts once, with what the shop says of it: %s', async (_, events) => {
    for (const event of events) await take([event])
    expect(rows('select order_key, status, amount_minor, tax_minor, line_count from customer_order')).toEqual(
      [['shopify/main:1001', 'partly-refunded', 900, 200, 1]],
    )
    expect(rows('select order_count, revenue_minor from sales_day')).toEqual([[1, 900]])
    expect(
      rows(`select email from customer_order join customer_profile using (tenant_id, customer_id)`),
    ).toEqual([['ada@shop.example']])
  })

  it('counts once for the person when both turn out to be one', async () => {
    await take([shops, tracked])
    await take([newEvent({ id: 'both', identifiers: [email, cookie] })])
    expect(rows('select order_count, revenue_minor from customer_profile where merged_into is null')).toEqual(
      [[1, 1_200]],
    )
    expect(rows('select order_count, revenue_minor from sales_day')).toEqual([[1, 1_200]])
  })
})

describe('orders in other currencies', () => {
  const inDollars = ordered('usd', 'shopify/main', [email], { currency: 'USD', totalMinor: 1_250 })
  const inYen = ordered('yen', 'shopify/main', [email], {
    orderId: '1002',
    currency: 'JPY',
    totalMinor: 1_000,
  })
  const inPounds = ordered('gbp', 'shopify/main', [email], { orderId: '1003', totalMinor: 100 })

  it("count in the tenant's by the newest rate of the day they were placed; those without one are told apart", async () => {
    setRate('USD', '2026-10-01', 0.5)
    setRate('USD', '2026-10-31', 0.7912)
    setRate('USD', '2026-11-02', 99)
    await take([inDollars, inYen, inPounds])
    expect(
      rows('select currency, amount_minor, amount_tenant_minor from customer_order order by currency'),
    ).toEqual([
      ['GBP', 100, 100],
      ['JPY', 1_000, null],
      ['USD', 1_250, 989],
    ])
    expect(
      rows(
        'select currency, revenue_tenant_minor, unconverted_count, unconverted_minor from sales_day order by currency',
      ),
    ).toEqual([
      ['GBP', 100, 0, 0],
      ['JPY', 0, 1, 1_000],
      ['USD', 989, 0, 0],
    ])
    expect(rows('select order_count, revenue_minor from customer_profile')).toEqual([[3, 1_089]])
  })

  it('keep the rate they were taken by: another rate makes no other event of a repeat', async () => {
    setRate('USD', '2026-10-31', 0.5)
    await take([inDollars])
    setRate('USD', '2026-10-31', 0.9)
    expect(await take([inDollars], testTimeMs + 3_600_000)).toBe(0)
    expect(rows('select amount_tenant_minor from customer_order')).toEqual([[625]])
    expect(rows('select * from quarantined_event')).toEqual([])
    // The next word about its content brings the rate of now.
    await take([{ ...inDollars, id: 'usd-2', occurredAt: testTimeMs + 1 }], testTimeMs + 3_600_000)
    expect(rows('select amount_tenant_minor from customer_order')).toEqual([[1_125]])
  })
})

describe('an event about the catalogue', () => {
  const described = newEvent({
    id: 'products/update:7:1',
    source: 'shopify/main',
    name: 'Product Updated',
    catalogue: {
      products: [
        { productId: '7', name: 'Mug', variants: [{ variantId: '70', sku: 'MUG-B', priceMinor: 900 }] },
      ],
      stores: [{ storeId: 's1', name: 'Bristol' }],
      stock: [{ stockItemId: 'i70', storeId: 's1', availableQuantity: -2 }],
    },
  })

  it('makes rows of the catalogue and no customer, no order, no object', async () => {
    await take([described])
    expect(rows('select source, product_id, name, is_listed, is_deleted from product')).toEqual([
      ['shopify/main', '7', 'Mug', 1, 0],
    ])
    expect(rows('select variant_id, product_id, sku, price_minor from product_variant')).toEqual([
      ['70', '7', 'MUG-B', 900],
    ])
    expect(rows('select store_id, name from store')).toEqual([['s1', 'Bristol']])
    expect(rows('select stock_item_id, store_id, available_quantity from inventory')).toEqual([
      ['i70', 's1', -2],
    ])
    expect(rows('select * from customer_profile')).toEqual([])
    expect(rows('select * from customer_order')).toEqual([])
    expect(platform.customerObjects()).toEqual([])
    expect(platform.directory.sql.all('select * from customer')).toEqual([])
    expect(platform.archive.size).toBe(1)
  })
})
