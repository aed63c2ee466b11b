import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const heading = 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'
const twoOrders = `${heading}
536365,85123A,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
536365,71053,6,2010-12-01 08:26:00,3.39,17850,United Kingdom
C536379,D,-1,2010-12-01 09:41:00,27.50,14527,United Kingdom
536366,22633,six,2010-12-01 08:28:00,1.85,=1+1,United Kingdom
`
const otherKey = 'key-of-another-tenant'

describe('imports', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await startTestPlatform({ customerCellCount: 8 })
    await addTenant(await platform.database(), 'other', otherKey)
  })

  afterAll(() => platform.remove())

  function call(path: string, init: RequestInit = {}, key = demoCredentials.apiKey): Promise<Response> {
    return platform.api(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } })
  }

  function upload(body: BodyInit, query = '', contentType = 'text/csv'): Promise<Response> {
    return call(`/v1/imports${query}`, { method: 'POST', body, headers: { 'content-type': contentType } })
  }

  function start(importId: string, mapping: unknown): Promise<Response> {
    const init = {
      method: 'POST',
      body: JSON.stringify(mapping),
      headers: { 'content-type': 'application/json' },
    }
    return call(`/v1/imports/${importId}/start`, init)
  }

  async function viewOf(response: Response | Promise<Response>): Promise<ImportView> {
    return (await (await response).json()) as ImportView
  }

  async function finished(importId: string): Promise<ImportView> {
    for (;;) {
      const view = await viewOf(call(`/v1/imports/${importId}`))
      if (view.finishedAt !== null) return view
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  it('takes a CSV in, tells where it is, and gives back the rows that stayed out', async () => {
    const response = await upload(twoOrders, '?fileName=december.csv')
    expect(response.status).toBe(201)
    const created = await viewOf(response)
    expect(response.headers.get('location')).toBe(`/v1/imports/${created.id}`)
    expect(await finished(created.id)).toMatchObject({
      fileName: 'december.csv',
      state: 'done',
      progressRate: 1,
      rowCount: 4,
      rejectedRowCount: 1,
      orderCount: 2,
      acceptedEventCount: 2,
      rejectReasons: [{ reason: 'invalid-amount', column: 'Quantity', rowCount: 1 }],
    })
    const rejects = await call(`/v1/imports/${created.id}/rejects.csv`)
    expect(rejects.headers.get('content-disposition')).toBe('attachment; filename="december-rejects.csv"')
    expect((await rejects.text()).split('\r\n')).toEqual([
      `line,column,reason,detail,${heading}`,
      expect.stringMatching(
        /^5,Quantity,invalid-amount,.*,536366,22633,six,2010-12-01 08:28:00,1.85,'=1\+1,United Kingdom$/,
      ),
      '',
    ])
    const { imports } = (await (await call('/v1/imports')).json()) as { imports: ImportView[] }
    expect(imports[0]?.id).toBe(created.id)
  })

  it('counts the orders of the same file as known when it comes again, as gzip in a form', async () => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(gzipSync(twoOrders))]), 'again.csv.gz')
    const again = await viewOf(call('/v1/imports', { method: 'POST', body: form }))
    expect(await finished(again.id)).toMatchObject({ acceptedEventCount: 0, duplicateEventCount: 2 })
  })

  it('waits for a mapping when asked to, starts with it once, and says what is wrong with another', async () => {
    const waiting = await viewOf(upload('Beleg;Datum;Betrag\n1;24.12.2025;1.234,50\n', '?start=false'))
    expect(waiting).toMatchObject({
      state: 'awaiting-mapping',
      mapping: {
        dateOrder: 'day-first',
        decimalMark: ',',
        columns: { orderedAt: 'Datum', orderTotal: 'Betrag' },
      },
    })
    const incomplete = await start(waiting.id, waiting.mapping)
    expect(incomplete.status).toBe(422)
    expect(await incomplete.json()).toMatchObject({ errors: [{ pointer: '/columns/orderId' }] })

    const columns = { ...waiting.mapping?.columns, orderId: 'Beleg' }
    expect((await start(waiting.id, { ...waiting.mapping, columns })).status).toBe(200)
    expect((await start(waiting.id, { ...waiting.mapping, columns })).status).toBe(409)
    expect(await finished(waiting.id)).toMatchObject({
      state: 'done',
      acceptedEventCount: 1,
      rejectedRowCount: 0,
    })
  })

  it('goes on with an import whose message was lost', async () => {
    const waiting = await viewOf(upload(twoOrders.replaceAll('5363', '9363'), '?start=false'))
    const database = await platform.database()
    await database
      .prepare("update customer_import set state = 'reading', progressed_at = ? where import_id = ?")
      .bind(Date.now() - 61_000, waiting.id)
      .run()
    await platform.runSchedule()
    expect(await finished(waiting.id)).toMatchObject({ state: 'done', acceptedEventCount: 2 })
  })

  it('shows nothing of it to another tenant or to nobody', async () => {
    const { id } = await viewOf(upload(twoOrders, '?start=false'))
    for (const path of [`/v1/imports/${id}`, `/v1/imports/${id}/rejects.csv`]) {
      expect((await call(path, {}, otherKey)).status).toBe(404)
      expect((await call(path, {}, 'wrong')).status).toBe(401)
      expect((await call(path, {}, demoCredentials.writeKey)).status).toBe(403)
    }
    expect(await (await call('/v1/imports', {}, otherKey)).json()).toEqual({ imports: [] })
  })

  it.each([
    [422, 'an empty file', '', '', 'text/csv'],
    [422, 'binary', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), '', 'text/csv'],
    [422, 'no headings', '\n\n', '', 'text/csv'],
    [
      422,
      'a mapping to a column that is not there',
      twoOrders,
      '?mapping={"columns":{"orderId":"No"}}',
      'text/csv',
    ],
    [422, 'a mapping that is none', twoOrders, '?mapping=none', 'text/csv'],
    [422, 'an unclear wish', twoOrders, '?start=perhaps', 'text/csv'],
    [400, 'broken gzip', Uint8Array.from([0x1f, 0x8b, 1, 2, 3, 4]), '', 'text/csv'],
    [400, 'a form that breaks off', '--b\r\n', '', 'multipart/form-data; boundary=b'],
    [415, 'XML', '<a/>', '', 'application/xml'],
    [422, 'an upload in parts of no size', '{"fileName":"a.csv"}', '', 'application/json'],
  ])('answers %i to %s', async (status, _, body, query, contentType) => {
    const response = await upload(body, query, contentType)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-type')).toBe('application/problem+json')
  })

  it('answers 413 to more than 100 MB, also when they are well packed, and keeps nothing of it', async () => {
    const packed = new Uint8Array(gzipSync(`${heading}\n${'1,A,1,2010-12-01,1,1,UK\n'.repeat(4_500_000)}`))
    expect((await upload(packed)).status).toBe(413)
    const uploads = await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api')
    const { objects } = await uploads.list()
    expect(objects.filter((object) => object.size > 1_000_000)).toEqual([])
  })
})
