import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { type PatronClient, patronClient } from '#shared/contracts/client.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import type { ProductList } from '#shared/contracts/products.ts'
import { projectedTables } from '#shared/database/table-origins.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { signIn } from '#tests/support/callers.ts'
import { ended } from '#tests/support/ended-job.ts'
import { good } from '#tests/support/good.ts'
import { canonicalRows } from '#tests/support/projected-tables.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let staff: PatronClient

const client = (token: string) =>
  patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  staff = client(demoCredentials.apiKey)
})
afterAll(() => platform?.remove())

async function deliver(topic: string, content: object): Promise<void> {
  const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(content)))
  const response = await fetch(`${platform.apiUrl}/webhooks/shopify/demo`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-shopify-topic': topic,
      ...(await signShopify(body, demoCredentials.shopifySecret)),
    },
  })
  expect(response.status).toBe(200)
}

const order = (id: number, email: string) => ({
  id,
  created_at: '2026-10-02T10:00:00Z',
  currency: 'GBP',
  total_price: '12.50',
  email,
  line_items: [{ id: 1, product_id: 7, title: 'Mug', quantity: 1, price: '12.50' }],
})

/** The tables as they are, each row in canonical form. Who told of an order once may be more than tell of it now. */
async function dump(): Promise<Record<string, string[]>> {
  const database = await platform.database()
  const tables = projectedTables.filter((table) => table !== 'order_teller')
  return Object.fromEntries(
    await Promise.all(
      tables.map(async (table) => {
        const { results } = await database.prepare(`select * from ${table}`).all<Record<string, never>>()
        return [table, canonicalRows(results, table)] as const
      }),
    ),
  )
}

describe('a rebuild', () => {
  it('makes emptied tables what they were, while events come in', async () => {
    const people = Array.from({ length: 30 }, (_, index) => `person-${index}@shop.example`)
    for (const [index, email] of people.entries()) await deliver('orders/create', order(1000 + index, email))
    await deliver('products/create', {
      id: 7,
      title: 'Mug',
      updated_at: '2026-10-01T10:00:00Z',
      variants: [{ id: 71, title: 'Blue', sku: 'MUG-B', price: '12.50' }],
    })
    await platform.settled()
    const [first, second] = (await platform.get<CustomerList>('/v1/customers?limit=2')).customers
    await good(staff.mergeCustomers({ customerIds: [first?.id ?? '', second?.id ?? ''] }))
    const before = await dump()
    expect(before.customer_profile).toHaveLength(30)
    expect(before.product).toHaveLength(1)

    const database = await platform.database()
    await database.batch(projectedTables.map((table) => database.prepare(`delete from ${table}`)))
    const begun = await good(staff.startRebuild())
    expect(begun).toMatchObject({ kind: 'rebuild', model: null, startedBy: 'api-key:Demo API key' })
    // One is enough.
    const again = await good(staff.startRebuild())
    expect([begun.jobId, again.state]).toContain(again.state === 'done' ? 'done' : again.jobId)
    await deliver('orders/create', order(2000, 'late@shop.example'))
    expect(await ended(staff, begun.jobId)).toMatchObject({ state: 'done', retryCount: 0 })
    await platform.settled()

    const after = await dump()
    const isLate = (row: string) => row.includes('late@shop.example') || row.includes(':2000')
    expect(after.customer_order).toHaveLength(31)
    for (const table of ['customer_profile', 'match_record', 'merge_history', 'product', 'product_variant']) {
      expect(
        after[table]?.filter((row) => !isLate(row)),
        table,
      ).toEqual(before[table])
    }
    expect((await platform.get<ProductList>('/v1/products')).products.map(({ name }) => name)).toEqual([
      'Mug',
    ])
    expect(await ended(staff, (await good(staff.startRebuild())).jobId)).toMatchObject({ state: 'done' })
    expect(await dump()).toEqual(after)
  })

  it('is for owners and administrators, and waits for the undo of an import', async () => {
    const database = await platform.database()
    const people = await signIn(database, [
      { tenantId: 'demo', role: 'admin' },
      { tenantId: 'demo', role: 'manager' },
      { tenantId: 'demo', role: 'analyst' },
    ])
    const [admin, ...others] = people.map(({ token }) => client(token))
    for (const other of others)
      expect(await other.startRebuild()).toMatchObject({ ok: false, failure: { status: 403 } })
    await database
      .prepare(
        `insert into customer_import (tenant_id, import_id, file_name, state, step, created_at, progressed_at, byte_count,
           read_byte_count, read_line_count, bucket_count, loaded_bucket_count, row_count, rejected_row_count, order_count,
           accepted_event_count, duplicate_event_count, preview, reject_reasons)
         values ('demo', 'imp_1', 'a.csv', 'undoing', 1, ?1, ?1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
           '{"delimiter":",","columns":[],"sampleRows":[]}', '[]')`,
      )
      .bind(Date.now())
      .run()
    expect(await admin?.startRebuild()).toMatchObject({ ok: false, failure: { status: 409 } })
    await database.prepare("delete from customer_import where import_id = 'imp_1'").run()
    const job = await admin?.startRebuild()
    expect(job).toMatchObject({ ok: true })
    await ended(staff, job?.ok ? job.value.jobId : '')
  })
})
