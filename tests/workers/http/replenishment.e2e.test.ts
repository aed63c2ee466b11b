import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { insertForecasts } from '#tests/support/forecast-rows.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'key-of-the-other'
let platform: TestPlatform
let client: ReturnType<typeof patronClient>
const today = () => dayNumber(dayIn('Europe/London', Date.now()))

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', otherKey)
  client = clientWith(demoCredentials.apiKey)
})
afterAll(() => platform?.remove())

function clientWith(token: string) {
  return patronClient({ fetch: (request) => fetch(request), baseUrl: platform.apiUrl, token })
}

type Query = Parameters<typeof client.listReplenishment>[0]
const orders = async (query: Query = {}) =>
  (await good(client.listReplenishment(query))).proposals.map((each) => [
    each.sku,
    each.storeId,
    each.orderQuantity,
  ])

async function countStock(
  levels: readonly (readonly [source: string, item: string, store: string, units: number])[],
) {
  const database = await platform.database()
  await database
    .prepare(
      `insert into inventory (tenant_id, source, stock_item_id, store_id, counted_at, counted_by, available_quantity)
       select 'demo', value ->> 0, value ->> 1, value ->> 2, 1, 'evt_1', value ->> 3 from json_each(?) where true
       on conflict do update set available_quantity = excluded.available_quantity`,
    )
    .bind(JSON.stringify(levels))
    .run()
}

async function describeVariants(variants: readonly (readonly [id: string, item: string, sku: string])[]) {
  const database = await platform.database()
  const insert = database.prepare(
    `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
     values ('demo', 'shopify/demo', ?, 1, ?, '', 0)`,
  )
  await database.batch(
    variants.map(([id, stockItemId, sku]) =>
      insert.bind(id, JSON.stringify({ stockItemId: ['1', stockItemId], sku: ['1', sku] })),
    ),
  )
}

it('has nothing to say before there is a forecast', async () => {
  expect(await good(client.listReplenishment({ show: 'all' }))).toEqual({
    asOf: null,
    currency: 'GBP',
    proposals: [],
    total: 0,
    nextCursor: null,
  })
  const { defaults, rules } = await good(client.listSupplyRules())
  expect(rules).toEqual([])
  expect(defaults).toMatchObject({ leadTimeDays: 7, reviewPeriodDays: 7, serviceLevelRate: 0.95 })
})

it('orders what is short, the most urgent first, from the stock of this moment', async () => {
  const database = await platform.database()
  await insertForecasts(database, 'demo', today() - 1, [
    {
      sku: 'MILK',
      storeId: 'leeds',
      unitsPerDay: 10,
      name: 'Whole milk',
      abcClass: 'A',
      unitPriceMinor: 120,
    },
    { sku: 'MILK', storeId: 'york', unitsPerDay: 10, name: 'Whole milk', abcClass: 'A', unitPriceMinor: 120 },
    { sku: 'TEA', storeId: '', unitsPerDay: 1, name: '=Tea' },
    { sku: 'SALT', storeId: 'leeds', unitsPerDay: 1 },
    { sku: 'JAM', storeId: 'leeds', unitsPerDay: 2 },
    { sku: 'JAM', storeId: 'york', unitsPerDay: 2 },
    { sku: 'JAM', level: 'sku', unitsPerDay: 4 },
  ])
  await describeVariants([
    ['v1', 'item-1', 'MILK'],
    ['v2', 'item-2', 'TEA'],
    ['v3', 'item-3', 'JAM'],
  ])
  await countStock([
    ['shopify/demo', 'item-1', 'leeds', 30],
    ['shopify/demo', 'item-1', 'york', 70],
    ['shopify/demo', 'item-2', 'depot', 500],
    // A stock item without a variant is the item itself.
    ['pos/till', 'SALT', 'leeds', -4],
    ['shopify/demo', 'item-3', '', 90],
  ])
  // Two weeks of 10 a day, evenly up to twice as much: at 95 % 140 * 1.9 = 266.
  expect(await orders()).toEqual([
    ['SALT', 'leeds', 31],
    ['MILK', 'leeds', 236],
    ['MILK', 'york', 196],
    ['JAM', '', 17],
  ])
  const { proposals, total, asOf } = await good(client.listReplenishment({ show: 'all' }))
  expect([total, asOf]).toEqual([5, dayText(today() - 1)])
  expect(proposals[1]).toMatchObject({
    name: 'Whole milk',
    onHandQuantity: 30,
    expectedDemand: 140,
    safetyStock: 126,
    orderUpToLevel: 266,
    runsOutOn: dayText(today() + 3),
  })
  // Of the 0 to 140 of a week, 30 and 70 are there.
  expect(proposals[1]?.stockOutRate).toBeCloseTo(1 - 30 / 140, 2)
  expect(proposals[2]?.stockOutRate).toBeCloseTo(0.5, 2)
  expect(proposals.at(-1)).toMatchObject({ sku: 'TEA', storeId: 'depot', orderQuantity: 0 })

  await countStock([['shopify/demo', 'item-1', 'york', 400]])
  expect(await orders({ query: 'milk' })).toEqual([['MILK', 'leeds', 236]])
})

it('is narrowed by place, class, supplier and words, and read in pages', async () => {
  expect(await orders({ store: 'leeds', abc: 'B' })).toEqual([['SALT', 'leeds', 31]])
  expect(await orders({ store: 'online' })).toEqual([['JAM', '', 17]])
  expect(await orders({ supplier: 'Nobody' })).toEqual([])
  expect(await orders({ store: 'leeds', supplier: 'Nobody' })).toEqual([])
  for (const format of ['json', 'csv'])
    expect((await platform.api(`/v1/inventory/replenishment?store=nowhere&format=${format}`)).status).toBe(
      404,
    )
  expect(await orders({ query: 'whole MIL' })).toEqual([['MILK', 'leeds', 236]])
  const paged: unknown[] = []
  for (let cursor = ''; ; ) {
    const page = await good(client.listReplenishment({ show: 'all', limit: 2, ...(cursor && { cursor }) }))
    paged.push(...page.proposals)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  expect(paged).toEqual((await good(client.listReplenishment({ show: 'all' }))).proposals)
  const response = await platform.api('/v1/inventory/replenishment?cursor=nonsense')
  expect(response.status).toBe(422)
  expect((await platform.api('/v1/inventory/replenishment?limit=0')).status).toBe(422)
})

it('heeds rules, from the particular to the general, and forgets them', async () => {
  await good(client.updateSupplyRule({ sku: 'MILK', supplier: 'Dairy', packSize: 24, unitCostMinor: 80.5 }))
  await good(client.updateSupplyRule({ sku: 'MILK', storeId: 'leeds', minimumOrderQuantity: 300 }))
  await good(client.updateSupplyRule({ leadTimeDays: 0 }))
  const [milk] = (await good(client.listReplenishment({ supplier: 'Dairy' }))).proposals
  expect(milk).toMatchObject({
    supplier: 'Dairy',
    leadTimeDays: 0,
    orderQuantity: 312,
    orderCostMinor: 25_116,
    reason: expect.stringContaining('packs of 24; at least 300'),
  })
  expect((await good(client.listSupplyRules())).rules.map(({ sku, storeId }) => [sku, storeId])).toEqual([
    ['', ''],
    ['MILK', ''],
    ['MILK', 'leeds'],
  ])
  // Said again, a rule takes the place of the one before.
  await good(client.updateSupplyRule({ sku: 'MILK', storeId: 'leeds', supplier: 'Farm' }))
  expect(await orders({ supplier: 'Dairy' })).toEqual([])
  for (const place of [
    { sku: '', storeId: '' },
    { sku: 'MILK', storeId: '' },
  ]) {
    await good(client.deleteSupplyRule(place))
  }
  const again = await client.deleteSupplyRule({ sku: 'MILK', storeId: '' })
  expect(!again.ok && again.failure.kind).toBe('not-found')
  expect(await orders({ supplier: 'Farm' })).toEqual([['MILK', 'leeds', 236]])
  await good(client.deleteSupplyRule({ sku: 'MILK', storeId: 'leeds' }))
})

it.each([
  { leadTimeDays: 85 },
  { reviewPeriodDays: 0 },
  { serviceLevelRate: 0.4 },
  { packSize: 0 },
  { minimumOrderQuantity: -1 },
  { sku: 'x'.repeat(201) },
])('refuses a rule that cannot be: %o', async (rule) => {
  const refused = await client.updateSupplyRule(rule)
  expect(!refused.ok && refused.failure.status).toBe(422)
})

it('counts goods on their way from their day on, until they are late for long or taken off', async () => {
  const note = (quantity: number, inDays: number) =>
    good(
      client.createInboundStock({
        sku: 'MILK',
        storeId: 'leeds',
        quantity,
        expectedDay: dayText(today() + inDays),
        reference: 'PO 7',
      }),
    )
  const soon = await note(100, 2)
  await note(1_000, -31)
  await note(1_000, 15)
  const [milk] = (await good(client.listReplenishment({ query: 'MILK', store: 'leeds' }))).proposals
  expect(milk).toMatchObject({ inboundQuantity: 100, orderQuantity: 136, runsOutOn: dayText(today() + 13) })
  expect(milk?.reason).toContain('1,000 expected more than 30 days ago are not counted')
  const { inbound } = await good(client.listInboundStock())
  expect(inbound.map(({ quantity }) => quantity)).toEqual([1_000, 100, 1_000])
  expect(inbound[1]).toMatchObject({ inboundId: soon.inboundId, reference: 'PO 7', storeId: 'leeds' })
  for (const { inboundId } of inbound) await good(client.deleteInboundStock(inboundId))
  expect(await orders({ query: 'MILK' })).toEqual([['MILK', 'leeds', 236]])
  const again = await client.deleteInboundStock(soon.inboundId)
  expect(!again.ok && again.failure.kind).toBe('not-found')
  for (const wrong of [{ quantity: 0 }, { expectedDay: '2026-02-30' }, { sku: '' }]) {
    const body = { sku: 'MILK', quantity: 1, expectedDay: '2026-12-01', ...wrong }
    const refused = await client.createInboundStock(body)
    expect(!refused.ok && refused.failure.status, JSON.stringify(wrong)).toBe(422)
  }
})

it('is a purchase order as CSV, in which no name runs as a formula', async () => {
  await countStock([['shopify/demo', 'item-2', 'depot', 0]])
  const response = await platform.api('/v1/inventory/replenishment?format=csv&limit=1')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(response.headers.get('content-disposition')).toContain('purchase-order.csv')
  const lines = (await response.text()).trim().split('\r\n')
  expect(lines[0]).toBe('sku,name,supplier,store,quantity,packSize,unitCost,cost,currency,neededBy,reason')
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 5))).toEqual([
    ['SALT', '', '', 'leeds', '31'],
    ['TEA', "'=Tea", '', 'depot', '27'],
    ['MILK', 'Whole milk', '', 'leeds', '236'],
    ['JAM', '', '', 'online', '17'],
  ])
  const all = await platform.api('/v1/inventory/replenishment?format=csv&show=all')
  expect((await all.text()).trim().split('\r\n')).toHaveLength(6)
})

it('is of each tenant alone', async () => {
  const other = clientWith(otherKey)
  expect(await good(other.listReplenishment({ show: 'all' }))).toMatchObject({ asOf: null, total: 0 })
  const { inboundId } = await good(
    client.createInboundStock({ sku: 'MILK', quantity: 1, expectedDay: '2026-12-01' }),
  )
  const taken = await other.deleteInboundStock(inboundId)
  expect(!taken.ok && taken.failure.kind).toBe('not-found')
  expect(await good(other.listInboundStock())).toEqual({ inbound: [] })
})

it('with very many items tells the list as it was kept, its figures as they are, and renews it behind the reader', async () => {
  const database = await platform.database()
  const many = Array.from({ length: 5_200 }, (_, at) => ({
    sku: `S${String(at).padStart(5, '0')}`,
    storeId: 'leeds',
    unitsPerDay: 1,
    unitPriceMinor: at,
  }))
  await database.batch([
    database.prepare('delete from forecast'),
    database.prepare('delete from forecast_run'),
    database.prepare('delete from inventory'),
  ])
  await insertForecasts(database, 'demo', today() - 1, many)
  await countStock(many.map(({ sku }, at) => ['pos/till', sku, 'leeds', at < 5_000 ? 100 : 0] as const))
  const first = await good(client.listReplenishment({ limit: 2 }))
  expect(first.total).toBe(200)
  expect(first.proposals.map(({ sku }) => sku)).toEqual(['S05199', 'S05198'])

  // One that was short is filled up: it goes from the page at once, and from the count when the list is made anew.
  await countStock([['pos/till', 'S05199', 'leeds', 100]])
  const kept = await good(client.listReplenishment({ limit: 2 }))
  expect([kept.total, kept.proposals.map(({ sku }) => sku)]).toEqual([200, ['S05198']])
  await good(client.updateSupplyRule({ sku: 'S00000', leadTimeDays: 84, reviewPeriodDays: 84 }))
  await expect
    .poll(async () => (await good(client.listReplenishment({ limit: 2 }))).proposals.map(({ sku }) => sku), {
      timeout: 20_000,
    })
    .toEqual(['S05198', 'S05197'])
  expect((await good(client.listReplenishment({}))).total).toBe(200)
  const csv = await platform.api('/v1/inventory/replenishment?format=csv')
  expect((await csv.text()).trim().split('\r\n')).toHaveLength(201)
})
