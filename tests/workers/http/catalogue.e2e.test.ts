import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ExchangeRateList } from '#shared/contracts/exchange-rates.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { Inventory, ProductList, StoreList } from '#shared/contracts/products.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { launchBrowser } from '#tests/support/browser.ts'
import { visitDashboard } from '#tests/support/dashboard-visit.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const browser = await launchBrowser()
const otherKey = 'key-of-the-other'
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4, withDashboard: true })
  await addTenant(await platform.database(), 'other', otherKey)
  for (const fixture of [
    'locations-create/harbour-shop',
    'inventory-levels-update/eleven-left',
    'products-update/coffee-in-two-sizes',
    'products-create/mug-without-options',
  ]) {
    expect((await deliver(fixture)).status).toBe(200)
  }
  await platform.settled()
})
afterAll(async () => {
  await browser?.close()
  await platform?.remove()
})

/** A recorded delivery of Shopify, as if from the demo's shop. */
async function deliver(fixture: string): Promise<Response> {
  const file = (part: string) =>
    readFileSync(new URL(`../../../shared/sources/shopify/fixtures/${fixture}.${part}.json`, import.meta.url))
  const recorded: Record<string, string> = JSON.parse(file('headers').toString())
  const body = Uint8Array.from(file('body'))
  const headers = Object.entries(recorded).filter(
    ([name]) => name.startsWith('x-shopify-') && !/hmac/.test(name),
  )
  return fetch(`${platform.apiUrl}/webhooks/shopify/demo`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      ...Object.fromEntries(headers),
      ...(await signShopify(body, demoCredentials.shopifySecret)),
    },
  })
}

function putRates(rates: object[]): Promise<Response> {
  return platform.api('/v1/exchange-rates', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ rates }),
  })
}

describe('the catalogue of a shop', () => {
  it('has its products by name, with variants, prices and what there is in each store', async () => {
    const { products, total, nextCursor } = await platform.get<ProductList>('/v1/products')
    expect(products.map(({ name, source }) => [name, source])).toEqual([
      ['Blue mug', 'shopify/demo'],
      ['Ethiopia Yirgacheffe', 'shopify/demo'],
    ])
    expect([total, nextCursor]).toEqual([2, null])
    const [mug, coffee] = products
    expect(mug).toMatchObject({ isListed: false, isDeleted: false, brand: 'Larder & Hearth' })
    expect(mug?.variants).toMatchObject([
      { sku: 'MUG-BLU', price: { amountMinor: 1850, currency: 'GBP' }, stock: [] },
    ])
    expect(coffee?.variants.flatMap(({ stock }) => stock)).toMatchObject([
      { storeName: 'Harbour shop', availableQuantity: 11 },
    ])
  })

  it('is searched by words and stock-keeping units, and read in pages', async () => {
    const found = async (query: string) => (await platform.get<ProductList>(`/v1/products?${query}`)).products
    expect((await found('query=mug-blu')).map(({ name }) => name)).toEqual(['Blue mug'])
    expect((await found('query=hearth+MUG')).map(({ name }) => name)).toEqual(['Blue mug'])
    expect(await found('query=%25')).toEqual([])
    const [mug] = await found('query=mug-blu')
    for (const id of [mug?.productId, mug?.variants[0]?.variantId, 'MUG-BLU'])
      expect([id, (await found(`productId=${id}`)).map(({ name }) => name)]).toEqual([id, ['Blue mug']])
    expect(await found('productId=MUG')).toEqual([])
    const first = await platform.get<ProductList>('/v1/products?limit=1')
    const second = await platform.get<ProductList>(`/v1/products?limit=1&cursor=${first.nextCursor}`)
    expect([...first.products, ...second.products].map(({ productId }) => productId)).toEqual(
      (await found('limit=2')).map(({ productId }) => productId),
    )
    const { nextCursor } = await platform.get<ProductList>(`/v1/products?limit=1&cursor=${second.nextCursor}`)
    expect(nextCursor).toBeNull()
  })

  it('has stock by item and place, of one product, of one store, or where little is left', async () => {
    const levels = async (query = '') => (await platform.get<Inventory>(`/v1/inventory${query}`)).levels
    const [level, ...others] = await levels()
    expect(others).toEqual([])
    expect(level).toMatchObject({ storeName: 'Harbour shop', productName: 'Ethiopia Yirgacheffe' })
    expect(await levels(`?productId=${level?.productId}&storeId=${level?.storeId}&below=11.5`)).toEqual([
      level,
    ])
    expect(await levels('?below=11')).toEqual([])
    expect(await levels('?productId=none')).toEqual([])
    const { stores } = await platform.get<StoreList>('/v1/stores')
    expect(stores).toMatchObject([{ name: 'Harbour shop', city: 'Bristol', isClosed: false }])
  })

  it('names nobody: there is no customer and no order of it', async () => {
    expect((await platform.get<CustomerList>('/v1/customers?query=mug')).total).toBe(0)
  })

  it('is seen by nobody else', async () => {
    for (const path of ['/v1/products', '/v1/inventory', '/v1/stores', '/v1/exchange-rates']) {
      const other = await platform.api(path, { headers: { authorization: `Bearer ${otherKey}` } })
      expect(
        Object.values((await other.json()) as object)
          .flat()
          .filter((each) => typeof each === 'object' && each),
      ).toEqual([])
      expect((await platform.api(path, { headers: { authorization: 'Bearer nothing' } })).status).toBe(401)
    }
  })

  it.skipIf(browser === undefined)('is a page of the dashboard', async () => {
    const visit = await visitDashboard(browser, platform.dashboardUrl ?? '')
    await visit.signIn()
    await visit.goto('/products')
    const row = visit.page.getByRole('row').filter({ hasText: 'Ethiopia' })
    expect(await row.textContent()).toMatch(/On sale.*11/)
    await row.locator('summary').click()
    await visit.page.getByText('In stock: Harbour shop: 11').waitFor()
    await visit.page.getByLabel('Search').fill('mug')
    await visit.page.getByRole('button', { name: 'Search' }).click()
    await visit.page.getByText('1 found for “mug”').waitFor()
    expect(visit.complaints).toEqual([])
    await visit.close()
  })
})

describe('orders in another currency', () => {
  it('count by the rate of their day in the overview and for their customer', async () => {
    const put = await putRates([
      { currency: 'USD', day: '2026-10-01', rate: 0.5 },
      { currency: 'USD', day: '2026-11-02', rate: 0.79 },
    ])
    expect([put.status, await put.json()]).toEqual([200, { rateCount: 2 }])
    const placed = (messageId: string, currency: string, timestamp: string) =>
      platform.track('track', {
        event: 'Order Completed',
        messageId,
        timestamp,
        userId: 'traveller',
        properties: { order_id: messageId, total: 100, currency },
      })
    await placed('in-dollars', 'USD', '2026-11-05T10:00:00Z')
    await placed('in-yen', 'JPY', '2026-11-05T10:00:00Z')
    await platform.settled()
    const { current } = await platform.get<Overview>('/v1/overview?days=30&lastDay=2026-11-20')
    expect(current).toMatchObject({
      orderCount: 2,
      revenue: { amountMinor: 7_900, currency: 'GBP' },
      averageOrderValue: { amountMinor: 7_900 },
      unconverted: [{ orderCount: 1, revenue: { amountMinor: 100, currency: 'JPY' } }],
    })
    const { customers } = await platform.get<CustomerList>('/v1/customers?identifier=external_id:traveller')
    expect(customers[0]?.revenue).toEqual({ amountMinor: 7_900, currency: 'GBP' })
    const customer = await platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
    expect(customer.orders.find(({ orderId }) => orderId === 'in-dollars')).toMatchObject({
      amount: { amountMinor: 10_000, currency: 'USD' },
      converted: { amountMinor: 7_900, currency: 'GBP' },
    })
  })

  it('have rates that are listed by day, replaced, and refused when they are none', async () => {
    await putRates([{ currency: 'EUR', day: '2026-11-02', rate: 0.9 }])
    await putRates([{ currency: 'EUR', day: '2026-11-02', rate: 0.87 }])
    const list = await platform.get<ExchangeRateList>('/v1/exchange-rates?limit=2')
    expect(list.rates).toEqual([
      { currency: 'EUR', day: '2026-11-02', rate: 0.87 },
      { currency: 'USD', day: '2026-11-02', rate: 0.79 },
    ])
    const rest = await platform.get<ExchangeRateList>(`/v1/exchange-rates?limit=2&cursor=${list.nextCursor}`)
    expect([rest.rates.map(({ day }) => day), rest.nextCursor]).toEqual([['2026-10-01'], null])
    for (const [rate, pointer] of [
      [{ currency: 'GBP', day: '2026-11-02', rate: 1 }, '/rates/0/currency'],
      [{ currency: 'usd', day: '2026-11-02', rate: 1 }, '/rates/0/currency'],
      [{ currency: 'USD', day: '2026-02-30', rate: 1 }, '/rates/0/day'],
      [{ currency: 'USD', day: '2026-11-02', rate: 0 }, '/rates/0/rate'],
    ] as const) {
      const response = await putRates([rate])
      expect(response.status).toBe(422)
      const problem = problemSchema.parse(await response.json())
      expect(problem.errors?.map((error) => error.pointer)).toEqual([pointer])
    }
  })
})
