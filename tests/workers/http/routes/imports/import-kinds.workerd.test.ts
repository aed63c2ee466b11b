import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportMapping, ImportView, SavedMappingList } from '#shared/contracts/imports.ts'
import type { ProductList } from '#shared/contracts/products.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'key-of-another-tenant'

describe('files of every kind', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await startTestPlatform({ customerCellCount: 8 })
    await addTenant(await platform.database(), 'other', otherKey)
  })
  afterAll(() => platform?.remove())

  async function upload(csv: string, query = ''): Promise<ImportView> {
    const headers = { 'content-type': 'text/csv' }
    const response = await platform.api(`/v1/imports${query}`, { method: 'POST', body: csv, headers })
    expect(response.status).toBe(201)
    return (await response.json()) as ImportView
  }

  async function finished({ id }: ImportView): Promise<ImportView> {
    for (;;) {
      const view = await platform.get<ImportView>(`/v1/imports/${id}`)
      if (view.finishedAt !== null) return view
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  function start(id: string, mapping: ImportMapping): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return platform.api(`/v1/imports/${id}/start`, { method: 'POST', body: JSON.stringify(mapping), headers })
  }

  async function customerWith(identifier: string): Promise<CustomerView> {
    const path = `/v1/customers?identifier=${encodeURIComponent(identifier)}`
    const { customers } = await platform.get<CustomerList>(path)
    expect(customers).toHaveLength(1)
    return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
  }

  it('tell of one customer together: who it is, what it bought, and its card', async () => {
    const orders = await upload('Order ID,Order date,Amount,Customer ID\nK-1,2026-01-02,12.50,17\n')
    const customers = await upload(
      'Customer ID,Email,First name,Last name,Email marketing\n17,ada@example.com,Ada,Lovelace,no\n',
    )
    const cards = await upload('Card number,Points,Tier,Email\nL-17,1200,Gold,ada@example.com\n')
    const kinds = [orders, customers, cards].map(({ mapping }) => mapping?.kind)
    expect(kinds).toEqual(['orders', 'customers', 'loyalty'])
    for (const view of [orders, customers, cards]) {
      expect(await finished(view)).toMatchObject({ state: 'done', orderCount: 1, acceptedEventCount: 1 })
    }
    const customer = await customerWith('loyalty_id:L-17')
    expect(customer.displayName).toBe('Ada Lovelace')
    expect(customer.features.revenue).toEqual([{ amountMinor: 1250, currency: 'GBP' }])
    expect(JSON.stringify(customer)).toContain('Gold')
    expect(customer.consents).toMatchObject([{ purpose: 'marketing', channel: 'email', isGranted: false }])
  })

  it.each(['heads first', 'lines first'])('put orders and their lines together: %s', async (which) => {
    const number = which === 'heads first' ? 'H-1' : 'L-1'
    const email = `${number.toLowerCase()}@example.com`
    const heads = `Order No,Date,Email,Grand total\n${number},2026-01-02,${email},20.00\n`
    const lines = `order_id,sku,name,category,qty_ordered,price\n${number},MUG,Mug,Cups,2,8.50\n${number},TRAY,Tray,Trays,1,5\n`
    const files = which === 'heads first' ? [heads, lines] : [lines, heads]
    const views: ImportView[] = []
    for (const csv of [...files, ...files]) views.push(await finished(await upload(csv)))
    expect(views.map(({ state, mapping }) => [state, mapping?.kind])).toEqual(
      [...files, ...files].map((csv) => ['done', csv === heads ? 'orders' : 'order_lines']),
    )
    expect(views.slice(2).map(({ acceptedEventCount }) => acceptedEventCount)).toEqual([0, 0])
    const waited = which === 'lines first' ? [{ reason: 'waiting-for-order', rowCount: 2 }] : []
    expect(views[0]?.rejectReasons).toMatchObject(waited)
    expect(views[1]?.rejectReasons).toEqual([])

    const customer = await customerWith(`email:${email}`)
    expect(customer.features).toMatchObject({
      orderCount: 1,
      revenue: [{ amountMinor: 2000, currency: 'GBP' }],
    })
    expect(customer.orders).toMatchObject([{ amount: { amountMinor: 2000, currency: 'GBP' } }])
    expect(JSON.stringify(customer)).toContain('Cups')
  })

  it('fill the catalogue: products, and their stock by place', async () => {
    const products = await upload('SKU,Title,Brand,Price\nMUG-1,Mug,Clay,8.50\nMUG-2,Large mug,Clay,9.50\n')
    const stock = await upload('SKU,Location,Location name,Available\nMUG-1,1,London,5\nMUG-1,2,Leeds,0\n')
    expect([products.mapping?.kind, stock.mapping?.kind]).toEqual(['products', 'inventory'])
    expect(await finished(products)).toMatchObject({ state: 'done', orderCount: 2 })
    expect(await finished(stock)).toMatchObject({ state: 'done', orderCount: 1 })
    const list = await platform.get<ProductList>('/v1/products?query=MUG-1')
    expect(list.products).toMatchObject([
      {
        source: 'csv/files',
        productId: 'MUG-1',
        name: 'Mug',
        variants: [{ sku: 'MUG-1', price: { amountMinor: 850, currency: 'GBP' } }],
      },
    ])
    const levels = list.products[0]?.variants[0]?.stock ?? []
    expect(levels.map((level) => [level.storeName, level.availableQuantity]).sort()).toEqual([
      ['Leeds', 0],
      ['London', 5],
    ])
  })

  it('know people by the phone of the row’s country, and say what is none there', async () => {
    const csv =
      'Phone,Country,First name\n030 901820,Duitsland,Lise\n32 12 34 56,Denmark,Niels\n32 12 34 56,,Nobody\n'
    const view = await finished(await upload(csv))
    expect(view).toMatchObject({ state: 'done', orderCount: 2, rejectedRowCount: 1 })
    expect(view.rejectReasons).toMatchObject([
      { reason: 'invalid-phone', column: 'Phone', examples: [{ lineNumber: 4, value: '32 12 34 56' }] },
    ])
    expect((await customerWith('phone:+4930901820')).displayName).toBe('Lise')
    expect((await customerWith('phone:+4532123456')).displayName).toBe('Niels')
  })

  it('can be read as another kind than their headings suggest', async () => {
    const waiting = await upload('SKU,Quantity,Date\nTRAY,7,2026-02-03\n', '?start=false')
    expect(waiting).toMatchObject({ mappingFrom: 'guess', mapping: { kind: 'sales' } })
    const asOrders = await platform.get<ImportMapping>(`/v1/imports/${waiting.id}/mapping?kind=orders`)
    expect(asOrders.columns).toEqual({ productId: 'SKU', quantity: 'Quantity', orderedAt: 'Date' })
    const refused = await start(waiting.id, asOrders)
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/columns/orderId' }, { pointer: '/columns/lineAmount' }],
    })
    expect((await start(waiting.id, { ...asOrders, kind: 'customers' })).status).toBe(422)
    const unknown = await platform.api(`/v1/imports/${waiting.id}/mapping?kind=rivals`)
    expect(unknown.status).toBe(422)
  })

  it('say what repairs the rows that stayed out', async () => {
    const view = await finished(await upload('Email,Registered\na@example.com,31/01/2026\n,2026-01-01\n'))
    expect(view.rejectReasons).toMatchObject([
      { reason: 'no-identifier', rowCount: 1, repair: expect.stringContaining('Fill in') },
    ])
    const dates = await upload('Email,Registered\nb@example.com,soon\nc@example.com,later\n')
    expect((await finished(dates)).rejectReasons).toMatchObject([
      {
        reason: 'unknown-date',
        column: 'Registered',
        rowCount: 2,
        repair: expect.stringContaining('2026-01-31'),
        examples: [
          { lineNumber: 2, value: 'soon' },
          { lineNumber: 3, value: 'later' },
        ],
      },
    ])
  })

  it('are read the next time as they were confirmed, until that is forgotten', async () => {
    const csv = 'Beleg;Wann;Betrag\n9;24.12.2025;1,50\n'
    const waiting = await upload(csv)
    expect(waiting).toMatchObject({ state: 'awaiting-mapping', mappingFrom: 'guess' })
    const columns = { orderId: 'Beleg', orderedAt: 'Wann', lineAmount: 'Betrag' }
    const mapping: ImportMapping = {
      ...(waiting.mapping as ImportMapping),
      kind: 'orders',
      columns,
      dateOrder: 'day-first',
    }
    expect((await start(waiting.id, mapping)).status).toBe(200)
    expect(await finished(waiting)).toMatchObject({ acceptedEventCount: 1 })

    const next = await upload('Wann;Betrag;Beleg\n25.12.2025;2,50;10\n')
    expect(next).toMatchObject({ state: 'reading', mappingFrom: 'saved', mapping: { columns } })
    expect(await finished(next)).toMatchObject({ acceptedEventCount: 1, rejectedRowCount: 0 })

    const { mappings } = await platform.get<SavedMappingList>('/v1/import-mappings')
    expect(mappings).toHaveLength(1)
    const path = `/v1/import-mappings/${mappings[0]?.id}`
    const asOther = { authorization: `Bearer ${otherKey}` }
    expect((await platform.api(path, { method: 'DELETE', headers: asOther })).status).toBe(404)
    const asPage = { authorization: `Bearer ${demoCredentials.writeKey}` }
    expect((await platform.api(path, { method: 'DELETE', headers: asPage })).status).toBe(403)
    expect((await platform.api(path, { method: 'DELETE' })).status).toBe(204)
    expect((await platform.api(path, { method: 'DELETE' })).status).toBe(404)
    expect(await upload(csv)).toMatchObject({ state: 'awaiting-mapping', mappingFrom: 'guess' })
  })
})
