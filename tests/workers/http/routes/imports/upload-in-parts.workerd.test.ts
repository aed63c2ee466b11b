import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportView } from '#shared/contracts/imports.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const partBytes = 8 * 1024 * 1024

/** A file of a little more than two parts: few rows, each with a long note. */
function largeFile(): Uint8Array<ArrayBuffer> {
  const notes = 'long '.repeat(20_000)
  const rows = Array.from(
    { length: 180 },
    (_, index) => `${index % 60},2026-01-0${1 + (index % 9)},SKU${index},${index}.50,${notes}`,
  )
  return bytesOf(`order id,order date,sku,amount,notes\n${rows.join('\n')}\n`)
}

describe('an upload in parts', () => {
  let platform: TestPlatform
  const file = largeFile()

  beforeAll(async () => {
    platform = await startTestPlatform({ customerCellCount: 8 })
  })
  afterAll(() => platform?.remove())

  async function begin(byteCount = file.length, fileName = 'large.csv'): Promise<ImportView> {
    const response = await platform.api('/v1/imports', {
      method: 'POST',
      body: JSON.stringify({ fileName, byteCount }),
      headers: { 'content-type': 'application/json' },
    })
    expect(response.status).toBe(201)
    return (await response.json()) as ImportView
  }

  function send(id: string, partNumber: number, bytes = partOf(file, partNumber)): Promise<Response> {
    return platform.api(`/v1/imports/${id}/parts/${partNumber}`, { method: 'PUT', body: bytes })
  }

  function sendUnnamed(path: string): Promise<Response> {
    return fetch(`${platform.apiUrl}${path}`, { method: 'PUT', body: partOf(file, 1) })
  }

  function complete(id: string, query = ''): Promise<Response> {
    return platform.api(`/v1/imports/${id}/complete${query}`, { method: 'POST' })
  }

  async function finished(id: string): Promise<ImportView> {
    for (;;) {
      const view = await platform.get<ImportView>(`/v1/imports/${id}`)
      if (view.finishedAt !== null) return view
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  it('takes the parts in any order and twice, tells which are there, and reads the file as a whole', async () => {
    const begun = await begin()
    expect(begun).toMatchObject({
      state: 'uploading',
      progressRate: 0,
      upload: { partBytes, partCount: 3, receivedParts: [] },
    })
    for (const partNumber of [3, 1, 1]) expect((await send(begun.id, partNumber)).status).toBe(200)
    const half = await platform.get<ImportView>(`/v1/imports/${begun.id}`)
    expect(half.upload?.receivedParts).toEqual([1, 3])
    expect(half.progressRate).toBeCloseTo((file.length - partBytes) / file.length)

    expect((await complete(begun.id)).status).toBe(409)
    expect((await send(begun.id, 2)).status).toBe(200)
    const whole = await complete(begun.id)
    expect([whole.status, ((await whole.json()) as ImportView).state]).toEqual([200, 'reading'])
    expect(await finished(begun.id)).toMatchObject({
      state: 'done',
      fileName: 'large.csv',
      byteCount: file.length,
      rowCount: 180,
      rejectedRowCount: 0,
      orderCount: 60,
      upload: null,
    })
    for (const late of [await send(begun.id, 2), await complete(begun.id)]) expect(late.status).toBe(409)
  })

  it('goes on when it was cut off between putting the parts together and noting it', async () => {
    const csv = bytesOf('order id,order date,amount\nP-1,2026-01-01,5\n')
    const begun = await begin(csv.length)
    await send(begun.id, 1, csv)
    const database = await platform.database()
    const before = await database
      .prepare('select * from customer_import where import_id = ?')
      .bind(begun.id)
      .first<Record<string, string>>()
    expect((await complete(begun.id, '?start=false')).status).toBe(200)
    // The row as it was, which is what a process that died at once leaves behind.
    await database
      .prepare(
        "update customer_import set state = 'uploading', upload_id = ?, step = step + 1 where import_id = ?",
      )
      .bind(before?.upload_id, begun.id)
      .run()
    const again = await complete(begun.id)
    expect([again.status, ((await again.json()) as ImportView).columns]).toEqual([
      200,
      ['order id', 'order date', 'amount'],
    ])
    expect(await finished(begun.id)).toMatchObject({ state: 'done', acceptedEventCount: 1 })
  })

  it('refuses parts that are not of the file, and a file that is none', async () => {
    const begun = await begin(20)
    const wrong: [number, string, number][] = [
      [0, 'x'.repeat(20), 404],
      [2, 'x'.repeat(20), 404],
      [1, 'x'.repeat(19), 422],
      [1, 'x'.repeat(21), 422],
    ]
    for (const [partNumber, text, status] of wrong) {
      const response = await send(begun.id, partNumber, bytesOf(text))
      expect([partNumber, text.length, response.status]).toEqual([partNumber, text.length, status])
    }
    const start = await platform.api(`/v1/imports/${begun.id}/start`, {
      method: 'POST',
      body: '{"columns":{}}',
      headers: { 'content-type': 'application/json' },
    })
    expect(start.status).toBe(409)

    expect((await send(begun.id, 1, new Uint8Array(20))).status).toBe(200)
    expect((await complete(begun.id)).status).toBe(422)
    const ended = await platform.get<ImportView>(`/v1/imports/${begun.id}`)
    expect(ended).toMatchObject({ state: 'failed', failure: expect.stringContaining('not a CSV') })
  })

  it.each([
    ['to an import that is not there', 404, () => send('imp_none', 1)],
    ['without a credential', 401, () => sendUnnamed('/v1/imports/imp_none/parts/1')],
    ['to an address that is none', 404, () => sendUnnamed('/v1/nothing')],
  ])('answers a whole part that is sent %s, each time', async (_, status, sendPart) => {
    for (let count = 0; count < 10; count++) expect((await sendPart()).status).toBe(status)
  })

  it('can be cancelled while nothing is loaded, and then leaves nothing', async () => {
    const begun = await begin()
    await send(begun.id, 1)
    const cancel = () => platform.api(`/v1/imports/${begun.id}/cancel`, { method: 'POST' })
    expect((await cancel()).status).toBe(200)
    expect(await finished(begun.id)).toMatchObject({ state: 'cancelled', upload: null })
    for (const late of [await cancel(), await send(begun.id, 2), await complete(begun.id)]) {
      expect(late.status).toBe(409)
    }
    const uploads = await platform.miniflare.getR2Bucket('UPLOADS', 'patron-api')
    expect(
      (await uploads.list({ prefix: 'imports/' })).objects.filter(({ key }) => key.includes(begun.id)),
    ).toEqual([])
  })

  it('gives up after a week what nobody goes on with, and keeps nothing of it', async () => {
    const begun = await begin(20)
    await send(begun.id, 1, new Uint8Array(20))
    const database = await platform.database()
    await database
      .prepare('update customer_import set progressed_at = ? where import_id = ?')
      .bind(Date.now() - 8 * 86_400_000, begun.id)
      .run()
    await platform.runSchedule()
    expect(await finished(begun.id)).toMatchObject({ state: 'failed', upload: null })
    const left = await database
      .prepare('select count(*) as count from import_part')
      .first<{ count: number }>()
    expect(left?.count).toBe(0)
  })
})

function partOf(file: Uint8Array<ArrayBuffer>, partNumber: number): Uint8Array<ArrayBuffer> {
  return file.slice((partNumber - 1) * partBytes, partNumber * partBytes)
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text))
}
