import { gzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportMapping, ImportView } from '#shared/contracts/imports.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
})
afterAll(() => platform?.remove())

const heading = 'Order Number,Order Date,SKU,Product Name,Quantity,Unit Price,Currency,Email'

function upload(body: BodyInit, query: Record<string, string> = {}, contentType?: string): Promise<Response> {
  return platform.api(`/v1/imports?${new URLSearchParams(query)}`, {
    method: 'POST',
    body,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
  })
}

async function finished(response: Response): Promise<ImportView> {
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as ImportView
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${id}`)
    if (view.finishedAt !== null) return view
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function customerWith(identifier: string): Promise<CustomerView> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  expect(customers).toHaveLength(1)
  return platform.get<CustomerView>(`/v1/customers/${customers[0]?.id}`)
}

/** What all of Patron shows of sales, to see that something changed nothing. */
async function figures(): Promise<unknown> {
  const { allTime, customerCount } = await platform.get<Overview>('/v1/overview')
  const { accepted } = await platform.get<StreamStatus>('/v1/streaming/stream/status')
  return { allTime, customerCount, accepted }
}

describe('a file of orders', () => {
  const rows = (email: string, id: string) => `${heading}
${id}-1,2026-02-01 09:30,MUG,"Mug, large",2,8.50,GBP,${email}
${id}-2,2026-02-02 09:30,TRAY,Tray,1,24.00,GBP,${email}
${id}-1,2026-02-01 09:30,LAMP,Lamp,1,0.99,GBP,${email}
`

  it.each<[string, string, (csv: string) => Promise<Response>]>([
    ['as the body', 'raw', (csv) => upload(csv, {}, 'text/csv')],
    ['as the body, packed', 'packed', (csv) => upload(new Uint8Array(gzipSync(csv)), {}, 'application/gzip')],
    ['in a form', 'form', (csv) => upload(formOf(csv))],
    ['in a form, packed', 'packedform', (csv) => upload(formOf(new Uint8Array(gzipSync(csv))))],
    [
      'with CR LF, a byte order mark and semicolons',
      'windows',
      (csv) => upload(windowsCsv(csv), {}, 'text/csv'),
    ],
  ])('is taken %s, and its orders are with their customer', async (_, id, send) => {
    const view = await finished(await send(rows(`${id}@example.com`, id)))
    expect(view).toMatchObject({
      state: 'done',
      rowCount: 3,
      rejectedRowCount: 0,
      orderCount: 2,
      acceptedEventCount: 2,
    })
    const { orders, features } = await customerWith(`email:${id}@example.com`)
    expect(features.revenue).toEqual([{ amountMinor: 4199, currency: 'GBP' }])
    expect(
      orders.map(({ orderId, amount, lines }) => [orderId, amount.amountMinor, lines.length]).sort(),
    ).toEqual([
      [`${id}-1`, 1799, 2],
      [`${id}-2`, 2400, 1],
    ])
  })

  it('changes nothing when it comes again, whatever its name and packing', async () => {
    const before = await figures()
    const again = await Promise.all([
      upload(rows('raw@example.com', 'raw'), { fileName: 'again.csv' }, 'text/csv').then(finished),
      upload(formOf(new Uint8Array(gzipSync(rows('raw@example.com', 'raw'))))).then(finished),
    ])
    for (const view of again) expect(view).toMatchObject({ acceptedEventCount: 0, duplicateEventCount: 2 })
    expect(await figures()).toEqual(before)
  })

  it('is read as its mapping says, where that differs from what its headings suggest', async () => {
    const mapping: Partial<ImportMapping> = {
      columns: { orderId: 'a', orderedAt: 'b', lineAmount: 'c', phone: 'd' },
      dateOrder: 'month-first',
      decimalMark: ',',
      currency: 'EUR',
      timeZone: 'America/New_York',
      channel: 'pos',
    }
    const csv = 'a;b;c;d\nM-1;03/04/2026 22:00;1.234,56;020 7946 0123\n'
    await finished(await upload(csv, { mapping: JSON.stringify(mapping) }, 'text/csv'))
    const { orders } = await customerWith('phone:+442079460123')
    expect(orders).toMatchObject([
      {
        orderId: 'M-1',
        placedAt: '2026-03-05T03:00:00.000Z',
        channel: 'pos',
        amount: { amountMinor: 123456, currency: 'EUR' },
      },
    ])
  })
})

describe('a file that has a number and an SKU for a product', () => {
  const csv = `Order Number,Order Date,Product ID,SKU,Quantity,Unit Price,Email
sku-1,2026-02-01 09:30,8100,MUG-1,2,8.50,sku@example.com
sku-1,2026-02-01 09:30,TRAY,TRAY,1,24.00,sku@example.com
sku-1,2026-02-01 09:30,,LAMP,1,5.00,sku@example.com
`

  it('keeps both with its order', async () => {
    const view = await finished(await upload(csv, {}, 'text/csv'))
    expect(view.mapping?.columns).toMatchObject({ productId: 'Product ID', sku: 'SKU' })
    expect(await itemsOf('sku-1')).toEqual(['8100 MUG-1', 'LAMP', 'TRAY'])
  })

  it('adds the SKU to lines that came without', async () => {
    const of = (changes: (text: string) => string) => changes(csv).replaceAll('sku-1', 'sku-2')
    const without = await upload(
      of((text) => text.replace(',SKU,', ',Colour,')),
      {},
      'text/csv',
    )
    await finished(without)
    expect(await itemsOf('sku-2')).toEqual(['8100', 'TRAY', 'unspecified'])
    await finished(
      await upload(
        of((text) => text.replace(',,LAMP,', ',unspecified,LAMP,')),
        {},
        'text/csv',
      ),
    )
    expect(await itemsOf('sku-2')).toEqual(['8100 MUG-1', 'TRAY', 'unspecified LAMP'])
  })

  it('keeps both with lines that came by themselves', async () => {
    const heads = 'Order No,Date,Email,Grand total\nsku-3,2026-02-03 10:15,sku@example.com,17.00\n'
    await finished(await upload(heads, {}, 'text/csv'))
    const lines = 'order_id,product_id,sku,qty_ordered,price\nsku-3,8100,MUG-1,2,8.50\n'
    expect((await finished(await upload(lines, {}, 'text/csv'))).mapping?.kind).toBe('order_lines')
    expect(await itemsOf('sku-3')).toEqual(['8100 MUG-1'])
  })
})

/** The numbers and, where they differ, SKUs of an order's lines, as they are stored for forecasts. */
async function itemsOf(orderId: string): Promise<string[]> {
  const database = await platform.database()
  const { results } = await database
    .prepare('select lines from customer_order where order_key = ?')
    .bind(`csv/files:${orderId}`)
    .all<{ lines: string }>()
  const lines = results.flatMap((row) => JSON.parse(row.lines) as string[][])
  return lines.map(([productId, , , , , sku]) => [productId, sku].filter(Boolean).join(' ')).sort()
}

function formOf(content: string | Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData()
  form.append('file', new Blob([content]), 'orders.csv')
  return form
}

function windowsCsv(csv: string): string {
  return `\ufeff${csv.replaceAll(/("[^"]*")|,/g, (_, quoted) => quoted ?? ';').replaceAll('\n', '\r\n')}`
}

it('rows that cannot be read go to the rejects file with line, column and reason, and the rest goes in', async () => {
  const wrong = [
    ['missing-value', 'Order Number', ',2026-02-01,A,A,1,1,GBP,x@example.com'],
    ['unknown-date', 'Order Date', 'R-2,2026-02-30,A,A,1,1,GBP,x@example.com'],
    ['invalid-amount', 'Quantity', 'R-3,2026-02-01,A,A,two,1,GBP,x@example.com'],
    ['invalid-amount', 'Unit Price', 'R-4,2026-02-01,A,A,1,free,GBP,x@example.com'],
    ['unknown-currency', 'Currency', 'R-5,2026-02-01,A,A,1,1,GBX,x@example.com'],
    ['column-count', '', 'R-6,2026-02-01'],
    ['too-long', 'Product Name', `R-7,2026-02-01,A,${'n'.repeat(321)},1,1,GBP,x@example.com`],
    ['control-character', 'SKU', 'R-8,2026-02-01,A\u0007,A,1,1,GBP,x@example.com'],
    ['amount-too-large', 'Unit Price', 'R-9,2026-02-01,A,A,99999999,999999999999,GBP,x@example.com'],
  ] as const
  const good = 'G-1,2026-02-01,A,A,1,1.00,GBP,good@example.com'
  const other = 'G-1,2026-02-01,B,B,1,1.00,EUR,good@example.com'
  const csv = `${heading}\n${good}\n${wrong.map(([, , row]) => row).join('\n')}\n${other}\n`
  const view = await finished(await upload(csv, {}, 'text/csv'))
  expect(view).toMatchObject({
    state: 'done',
    rowCount: 11,
    rejectedRowCount: 10,
    orderCount: 1,
    acceptedEventCount: 1,
  })

  const response = await platform.api(`/v1/imports/${view.id}/rejects.csv`)
  expect(response.headers.get('content-type')).toContain('text/csv')
  const rejects = parse(await response.text(), { columns: true, relax_column_count: true }) as Record<
    string,
    string
  >[]
  const found = rejects.map(({ line, reason, column }) => [Number(line), reason, column])
  const expected = wrong.map(([reason, column], index) => [index + 3, reason, column])
  expect(found.sort()).toEqual([...expected, [12, 'currency-differs', 'Currency']].sort())
  for (const { detail } of rejects) expect(detail).not.toBe('')
  expect((await customerWith('email:good@example.com')).features.revenue).toEqual([
    { amountMinor: 100, currency: 'GBP' },
  ])
})

it.each<[string, number, string, () => Promise<Response>]>([
  [
    'a length over the limit',
    413,
    'content-too-large',
    () => upload('x'.repeat(102 * 1024 * 1024), {}, 'text/csv'),
  ],
  ['another content type', 415, 'unsupported-media-type', () => upload('<a/>', {}, 'application/xml')],
  [
    'a packing Patron does not know',
    415,
    'unsupported-media-type',
    () =>
      platform.api('/v1/imports', {
        method: 'POST',
        body: 'x',
        headers: { 'content-type': 'text/csv', 'content-encoding': 'br' },
      }),
  ],
  ['no headings', 422, 'invalid-content', () => upload('\n\n', {}, 'text/csv')],
  ['an empty name', 422, 'invalid-content', () => upload(heading, { fileName: '' }, 'text/csv')],
  ['a form without a file', 400, 'malformed-request', () => upload(emptyForm())],
])('an upload with %s is answered %i', async (_, status, code, send) => {
  const response = await send()
  expect([response.status, problemSchema.parse(await response.json()).code]).toEqual([status, code])
})

function emptyForm(): FormData {
  const form = new FormData()
  form.append('note', 'no file')
  return form
}

it.each(['imp_nothing', '%00', '..%2f'])('an import that is not there is answered 404: %s', async (id) => {
  for (const path of [`/v1/imports/${id}`, `/v1/imports/${id}/rejects.csv`]) {
    expect((await platform.api(path)).status).toBe(404)
  }
})
