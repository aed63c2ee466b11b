import { join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { gatherSales } from '#queues/jobs/forecast-sales/gather-sales.ts'
import type { SalesPorts } from '#queues/jobs/forecast-sales/sales-ports.ts'
import { newJob } from '#queues/jobs/new-job.ts'
import { applyMigrations } from '#scripts/apply-migrations.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { projectionStatements } from '#shared/database/project.ts'
import type { CustomerOrderRow } from '#shared/database/tables/customer-order.ts'
import type { JobRow } from '#shared/database/tables/job.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { bucketCount } from '#shared/sales/sku-bucket.ts'
import { isStockedOut } from '#shared/sales/stock-outs.ts'
import { newEvent } from '#tests/support/new-event.ts'
import { cellsOf, cellsOfOrders } from '#tests/support/reference-sales.ts'
import { runStatements } from '#workers/run-statements.ts'
import { salesStore } from '#workers/sales-store.ts'

const tenantId = 'shop'
const lastDay = 20_778

let miniflare: Miniflare
let env: { DB: D1Database; ARCHIVE: R2Bucket }
beforeAll(async () => {
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      log: new Log(LogLevel.WARN),
      telemetry: { enabled: false },
      workers: [
        {
          name: 'store',
          modules: true,
          script: 'export default { fetch: () => new Response() }',
          compatibilityDate: '2026-10-01',
          d1Databases: { DB: 'sales' },
          r2Buckets: { ARCHIVE: 'sales' },
        },
      ],
    }),
  )
  env = {
    DB: (await miniflare.getD1Database('DB')) as unknown as D1Database,
    ARCHIVE: (await miniflare.getR2Bucket('ARCHIVE')) as unknown as R2Bucket,
  }
  await applyMigrations(env.DB, join(repositoryRoot, 'migrations'))
})
afterAll(() => miniflare.dispose())

function order(number: number, version = 1): CustomerOrderRow {
  return {
    tenantId,
    orderKey: `shop:${number}`,
    version,
    customerId: number % 3 === 0 ? null : `cus_${number % 7}`,
    hasShopsWord: true,
    kind: 'order',
    status: version > 1 ? 'cancelled' : 'placed',
    channel: number % 2 === 0 ? 'web' : 'pos',
    placedAt: number,
    placedRank: '1',
    day: dayText(lastDay - (number % 5)),
    contentRank: '1',
    currency: 'GBP',
    tenantMinorRate: 1,
    grossMinor: 500,
    taxMinor: null,
    shippingMinor: null,
    discountMinor: null,
    lineCount: 1,
    lines: JSON.stringify([[`item-${number % 11}`, 1 + (number % 3), 500, null, 'Mug']]),
    storeId: number % 2 === 0 ? null : 'north',
    refunds: '{}',
    refundsToldByOthers: '{}',
    paidAt: null,
    fulfilledAt: null,
    isCancelled: version > 1,
    isRefundedWhole: false,
    amountMinor: 500,
    amountTenantMinor: 500,
  }
}

/** Does all steps of a gathering, one after another. */
async function gather(): Promise<number> {
  const files = new Map<string, ArrayBuffer>()
  let freshCount = 0
  const ports: Pick<SalesPorts, 'files' | 'freshId' | 'nowMs' | 'timeZone' | 'sales'> = {
    files: {
      read: async (name) => files.get(name) ?? new ArrayBuffer(0),
      write: async (name, content) => {
        files.set(name, await new Response(content).arrayBuffer())
      },
      remove: async () => {},
      removeAll: async () => {},
    },
    freshId: () => {
      freshCount += 1
      return `${freshCount}`
    },
    nowMs: () => Date.now(),
    timeZone: 'UTC',
    sales: salesStore(env, { tenantId }, 7),
  }
  const startedAt = (lastDay + 1) * dayMs
  const told = {
    tenantId,
    jobId: 'job',
    kind: 'forecast-sales',
    model: null,
    seed: 1,
    startedBy: 'test',
  } as const
  let job: JobRow = newJob({ ...told, startedAt })
  for (let step = 1; step < 50; step += 1) {
    const { changes } = await gatherSales(job, ports as SalesPorts)
    job = { ...job, ...changes, step }
    if (job.phase !== 'gathering') return step
  }
  throw new Error('the gathering never ends')
}

async function expectGathered(): Promise<void> {
  const { results } = await env.DB.prepare('select * from customer_order').all()
  const items = await salesStore(env, { tenantId }).readItems(0, bucketCount)
  expect(cellsOf(items)).toEqual(cellsOfOrders(results))
}

describe('the store of sales in D1 and R2', () => {
  it('keeps what orders come to, and what changes of them', async () => {
    const orders = Array.from({ length: 200 }, (_, number) => order(number))
    await runStatements(env.DB, projectionStatements(tenantId, { orders }))
    await gather()
    await expectGathered()
    const keys = async () => (await env.ARCHIVE.list()).objects.map(({ key }) => key)
    const before = await keys()
    await gather()
    expect(await keys()).toEqual(before)

    const cancelled = projectionStatements(tenantId, { orders: [order(7, 2), order(8, 2)] })
    await runStatements(env.DB, cancelled)
    await gather()
    expect(await keys()).not.toEqual(before)
    await expectGathered()
    const store = salesStore(env, { tenantId })
    expect((await store.readItem('item-3'))?.series.map(({ storeId }) => storeId)).toEqual(['', 'north'])
    expect(await store.files()).toHaveLength((await keys()).length)
  })

  it('sweeps away what no row names once it is old, and tells what is missing', async () => {
    const store = salesStore(env, { tenantId })
    const unnamed = await store.writeFile(new Uint8Array([1]))
    expect(await store.sweepFiles()).toEqual([])
    // Too young: its row may be on the way.
    expect(await env.ARCHIVE.head(unnamed)).not.toBeNull()
    const [file] = await store.files()
    await env.ARCHIVE.delete(file?.fileKey ?? '')
    expect(await store.sweepFiles()).toEqual([file?.fileKey])
    await expect(store.readItems(0, bucketCount)).rejects.toThrow(/is missing/)
    await gather()
    await expectGathered()
  })

  it('finds when an item was out of stock, by its SKU, its product or its own number', async () => {
    const count = (id: string, day: number, stockItemId: string, availableQuantity: number) =>
      newEvent({
        id,
        source: 'shopify/demo',
        occurredAt: day * dayMs,
        catalogue: { stock: [{ stockItemId, storeId: 'north', availableQuantity }] },
      })
    const variants = [
      { variantId: 'v1', sku: 'MUG-1', stockItemId: 's1' },
      { variantId: 'v2', stockItemId: 's2' },
    ]
    const events = [
      newEvent({
        id: 'product',
        source: 'shopify/demo',
        catalogue: { products: [{ productId: 'mug', name: 'Mug', variants }] },
      }),
      count('1', lastDay - 5, 's1', 0),
      count('2', lastDay - 2, 's1', 4),
      count('3', lastDay - 4, 's2', 0),
      count('4', lastDay - 3, 'PLAIN', -1),
      count('5', lastDay - 3, 'FULL', 9),
    ]
    const catalogue = catalogueRows(events, 'UTC')
    await runStatements(env.DB, projectionStatements(tenantId, { catalogue }))
    const skus = ['MUG-1', 'mug', 'PLAIN', 'FULL', 'unknown']
    const found = await salesStore(env, { tenantId }).stockOuts(skus, lastDay - 9, lastDay)
    const outDays = (sku: string) =>
      Array.from({ length: 10 }, (_, place) => lastDay - 9 + place).filter((day) =>
        isStockedOut(found.get(sku) ?? new Map(), 'north', day),
      )
    expect(outDays('MUG-1')).toEqual([lastDay - 5, lastDay - 4, lastDay - 3])
    // Of the two variants of the product at least one was there until the second ran out as well.
    expect(outDays('mug')).toEqual([lastDay - 4, lastDay - 3])
    expect(outDays('PLAIN')).toEqual([lastDay - 3, lastDay - 2, lastDay - 1, lastDay])
    expect([...found.keys()].sort()).toEqual(['MUG-1', 'PLAIN', 'mug'])
  })
})
