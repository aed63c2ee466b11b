import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportUndoPreview, ImportView } from '#shared/contracts/imports.ts'
import type { Overview } from '#shared/contracts/overview.ts'
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

  it('is refused for a file of products, for one that is not loaded, and for none', async () => {
    const products = await load('Handle,Title,Variant SKU,Variant Price\nmug,Mug,MUG,8.50\n')
    expect(products.mapping?.kind).toBe('products')
    const refused = await undo(products.id)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ detail: 'Files of this kind cannot be undone' })
    expect((await undo('imp_none')).status).toBe(404)
  })
})
