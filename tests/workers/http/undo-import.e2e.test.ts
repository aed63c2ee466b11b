import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportUndoPreview, ImportView } from '#shared/contracts/imports.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import type { Inventory, ProductList, StoreList } from '#shared/contracts/products.ts'
import type { ReportedSalesRow } from '#shared/database/tables/sales.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { salesOfReports } from '#shared/sales/reported-sales.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const heading = 'Order Number,Order Date,SKU,Product Name,Quantity,Unit Price,Currency,Email,Phone'
const spring = `${heading}
S-1,2026-02-01 09:30,MUG,Mug,2,8.50,GBP,ada@example.com,020 7946 0001
S-2,2026-02-02 09:30,TRAY,Tray,1,24.00,GBP,ada@example.com,
S-3,2026-02-02 11:00,LAMP,Lamp,1,79.90,GBP,grace@example.com,
S-4,2026-02-03 11:00,VASE,Vase,1,30.00,GBP,,
`
/** Ties the customers of Ada's e-mail and of the phone, which the file before it told apart. */
const summer = `${heading}
S-3,2026-02-02 11:00,LAMP,Lamp,1,79.90,GBP,grace@example.com,
T-1,2026-06-01 09:30,CUP,Cup,6,4.00,GBP,ada@example.com,020 7946 0002
T-2,2026-06-02 09:30,CUP,Cup,1,4.00,GBP,alan@example.com,020 7946 0003
`
const phones = `${heading}
P-1,2026-01-01 09:30,PEN,Pen,1,2.00,GBP,,020 7946 0002
`

async function load(csv: string): Promise<ImportView> {
  const response = await platform.api('/v1/imports', {
    method: 'POST',
    body: csv,
    headers: { 'content-type': 'text/csv' },
  })
  expect(response.status).toBe(201)
  return until(((await response.json()) as ImportView).id, 'done')
}

async function until(id: string, state: ImportView['state']): Promise<ImportView> {
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${id}`)
    if (view.state === state) return view
    expect(['failed', 'cancelled']).not.toContain(view.state)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

function undo(id: string): Promise<Response> {
  return platform.api(`/v1/imports/${id}/undo`, { method: 'POST' })
}

/** All that Patron shows of customers and sales, without ids. */
async function picture(): Promise<unknown> {
  const { allTime, customerCount } = await platform.get<Overview>('/v1/overview')
  const { customers } = await platform.get<CustomerList>('/v1/customers?limit=200')
  const seen = await Promise.all(
    customers.map(async ({ id }) => {
      const { orders, features, identifierCount, traits, displayName, email, phone } =
        await platform.get<CustomerView>(`/v1/customers/${id}`)
      return {
        orders: orders.map(({ orderId, amount }) => [orderId, amount.amountMinor]).sort(),
        revenue: features.revenue,
        seen: { identifierCount, traits, displayName, email, phone },
      }
    }),
  )
  return { allTime, customerCount, customers: seen.map((each) => JSON.stringify(each)).sort() }
}

describe('the undo of an import', () => {
  it('gives back what was before, and the same file then counts again', async () => {
    await load(phones)
    const withPhones = await picture()
    const first = await load(spring)
    const withSpring = await picture()
    const second = await load(summer)
    const withSummer = await picture()
    expect(second).toMatchObject({ acceptedEventCount: 2, duplicateEventCount: 1, undoRefusal: null })
    expect(await platform.get<ImportUndoPreview>(`/v1/imports/${second.id}/undo`)).toEqual({
      eventCount: 2,
      orderCount: 2,
      productCount: 0,
      stockLevelCount: 0,
      salesDayCount: 0,
      customerCount: 2,
      vanishingCustomerCount: 1,
      mergeCount: 1,
      isComplete: true,
    })
    expect(await picture()).toEqual(withSummer)

    expect((await undo(second.id)).status).toBe(202)
    const undone = await until(second.id, 'undone')
    expect(undone.undo?.finishedAt).not.toBeNull()
    expect(await picture()).toEqual(withSpring)
    expect((await undo(second.id)).status).toBe(409)
    expect((await platform.api(`/v1/imports/${second.id}/undo`)).status).toBe(409)

    const again = await load(summer)
    expect(again).toMatchObject({ acceptedEventCount: 2, duplicateEventCount: 1 })
    expect(await picture()).toEqual(withSummer)

    // The order that both files told stays when the first goes.
    await undo(first.id)
    await until(first.id, 'undone')
    const { customers } = await platform.get<CustomerList>('/v1/customers?identifier=email:grace@example.com')
    expect(customers).toHaveLength(1)
    await undo(again.id)
    await until(again.id, 'undone')
    expect(await picture()).toEqual(withPhones)
  })

  it('sets products and stock back to what other files say', async () => {
    const seen = async () => {
      const { products } = await platform.get<ProductList>('/v1/products?limit=100')
      const { levels } = await platform.get<Inventory>('/v1/inventory?limit=100')
      const { stores } = await platform.get<StoreList>('/v1/stores')
      return { products, levels, stores }
    }
    const nothing = await seen()
    const first = await load('SKU,Title,Vendor,Variant Price\nMUG,Mug,Clay,8.50\nTRAY,Tray,,24.00\n')
    const counted = await load('SKU,Location,Location name,Available\nMUG,1,London,5\n')
    expect([first.mapping?.kind, counted.mapping?.kind]).toEqual(['products', 'inventory'])
    const before = await seen()
    expect([before.products.length, before.levels.length]).toEqual([2, 1])

    const prices = await load('SKU,Title,Variant Price\nMUG,Cup,1.00\nVASE,Vase,30.00\n')
    const levels = await load('SKU,Location,Location name,Available\nMUG,1,Paris,0\nMUG,2,Leeds,4\n')
    expect(await platform.get<ImportUndoPreview>(`/v1/imports/${prices.id}/undo`)).toMatchObject({
      eventCount: 2,
      productCount: 2,
      stockLevelCount: 0,
      customerCount: 0,
    })
    expect(await platform.get<ImportUndoPreview>(`/v1/imports/${levels.id}/undo`)).toMatchObject({
      productCount: 0,
      stockLevelCount: 2,
    })
    for (const { id } of [prices, levels]) {
      expect((await undo(id)).status).toBe(202)
      await until(id, 'undone')
    }
    expect(await seen()).toEqual(before)
    for (const { id } of [first, counted]) {
      await undo(id)
      await until(id, 'undone')
    }
    expect(await seen()).toEqual(nothing)
  })

  it('sets reported sales back to what other files say, and no total of orders knows of either', async () => {
    const sold = async () => {
      const database = await platform.database()
      const { results } = await database
        .prepare('select source, day, store_id as storeId, channel, lines from reported_sales order by day')
        .all<ReportedSalesRow>()
      return salesOfReports(results)
        .map(({ sku, day, storeId, units, revenueMinor }) => [
          sku,
          dayText(day),
          storeId,
          units,
          revenueMinor,
        ])
        .sort()
    }
    const before = await picture()
    const history =
      'Date;Store;SKU;Units;Revenue\n01.03.2026;1;MUG;2;17,00\n02.03.2026;1;MUG;1.000;8.500,00\n'
    const first = await load(`\ufeff${history}01.03.2026;1;MUG;-1;\n01.03.2026;1;TRAY;many;\n`)
    expect(first).toMatchObject({
      mapping: { kind: 'sales', dateOrder: 'day-first', decimalMark: ',' },
      orderCount: 2,
      acceptedEventCount: 2,
      rejectedRowCount: 1,
    })
    const told = [
      ['MUG', '2026-03-01', '1', 2, 1_700],
      ['MUG', '2026-03-02', '1', 1_000, 850_000],
    ]
    expect(await sold()).toEqual(told)
    const again = await load(history)
    expect(await sold()).toEqual(told)

    const mended = await load(
      'Date,Store,SKU,Units,Revenue\n2026-03-01,1,MUG,3,25.50\n2026-03-01,1,TRAY,1,24\n',
    )
    const asMended = [
      ['MUG', '2026-03-01', '1', 3, 2_550],
      ['MUG', '2026-03-02', '1', 1_000, 850_000],
      ['TRAY', '2026-03-01', '1', 1, 2_400],
    ]
    expect(await sold()).toEqual(asMended)
    expect(await platform.get<ImportUndoPreview>(`/v1/imports/${mended.id}/undo`)).toMatchObject({
      eventCount: 1,
      orderCount: 0,
      salesDayCount: 1,
      customerCount: 0,
    })
    expect(await picture()).toEqual(before)

    const undone = async ({ id }: ImportView) => {
      expect((await undo(id)).status).toBe(202)
      await until(id, 'undone')
      return sold()
    }
    expect(await undone(again)).toEqual(asMended)
    expect(await undone(mended)).toEqual(told)
    expect(await undone(first)).toEqual([])
    expect(await picture()).toEqual(before)
  })

  it('takes lines from their orders, and those that wait for one', async () => {
    const linesHeading = 'Order No,SKU,Qty,Price'
    const heads = 'Order No,Date,Email,Order total\n'
    await load(`${heads}L-1,2026-03-02 10:00,ada@example.com,20.50\n`)
    const before = await picture()
    const lines = await load(`${linesHeading}\nL-1,MUG,2,8.50\nL-2,TRAY,1,24.00\n`)
    expect(lines).toMatchObject({ acceptedEventCount: 1, rejectedRowCount: 1, undoRefusal: null })
    const { customers } = await platform.get<CustomerList>('/v1/customers?identifier=email:ada@example.com')
    const lineCount = async () => {
      const { orders } = await platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
      return orders.find(({ orderId }) => orderId === 'L-1')?.lines.length
    }
    expect(await lineCount()).toBe(1)
    await undo(lines.id)
    await until(lines.id, 'undone')
    expect(await picture()).toEqual(before)
    expect(await lineCount()).toBe(0)
    // The line that waited is gone: nothing joins the order that comes now.
    const late = await load(`${heads}L-2,2026-03-03 10:00,ada@example.com,24.00\n`)
    expect(late.acceptedEventCount).toBe(1)
  })

  it('is refused when nobody sent it', async () => {
    expect((await undo('imp_none')).status).toBe(404)
  })
})
