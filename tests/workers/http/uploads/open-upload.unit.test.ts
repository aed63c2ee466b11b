import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openUpload } from '#workers/http/uploads/open-upload.ts'

const csv = 'InvoiceNo,Price\n1,2.55\n'.repeat(5_000)

function request(body: BodyInit, headers: Record<string, string> = {}): Request {
  return new Request('http://localhost/v1/imports', { method: 'POST', body, headers })
}

async function textOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of pieces) text += decoder.decode(piece, { stream: true })
  return text
}

function form(file: Blob): FormData {
  const data = new FormData()
  data.append('mapping', '{"columns":{}}')
  data.append('file', file, 'orders.csv')
  data.append('after', 'not read')
  return data
}

describe('openUpload', () => {
  const gzipped = new Uint8Array(gzipSync(csv))

  it.each([
    ['plain', request(csv, { 'content-type': 'text/csv; charset=utf-8' })],
    ['gzip by header', request(gzipped, { 'content-type': 'text/csv', 'content-encoding': 'gzip' })],
    ['a gzip file', request(gzipped, { 'content-type': 'application/gzip' })],
  ])('opens a body that is the file: %s', async (_, raw) => {
    const upload = await openUpload(raw)
    expect(upload.fileName).toBeUndefined()
    expect(await textOf(upload.pieces)).toBe(csv)
  })

  it.each([
    ['plain', form(new Blob([csv]))],
    ['a gzip file', form(new Blob([gzipped]))],
  ])('opens the file of a form with the fields before it: %s', async (_, data) => {
    const upload = await openUpload(request(data))
    expect(upload.fileName).toBe('orders.csv')
    expect([...upload.fields]).toEqual([['mapping', '{"columns":{}}']])
    expect(await textOf(upload.pieces)).toBe(csv)
  })

  it.each([
    ['another content type', { 'content-type': 'application/json' }],
    ['a form without a boundary', { 'content-type': 'multipart/form-data' }],
    ['another packing than gzip', { 'content-type': 'text/csv', 'content-encoding': 'br' }],
  ])('refuses %s', async (_, headers) => {
    await expect(openUpload(request(csv, headers))).rejects.toMatchObject({ code: 'unsupported-media-type' })
  })

  it('refuses a form without a file', async () => {
    const data = new FormData()
    data.append('note', 'no file')
    await expect(openUpload(request(data))).rejects.toMatchObject({ code: 'malformed-request' })
  })

  it('says that a file which begins like gzip cannot be unpacked', async () => {
    const broken = Uint8Array.from([0x1f, 0x8b, ...new Uint8Array(1000).fill(7)])
    const upload = await openUpload(request(broken, { 'content-type': 'text/csv' }))
    await expect(textOf(upload.pieces)).rejects.toThrow('cannot be unpacked')
    const cut = await openUpload(request(gzipped.slice(0, 200), { 'content-type': 'text/csv' }))
    await expect(textOf(cut.pieces)).rejects.toThrow('cannot be unpacked')
  })

  it('stops unpacking when nobody reads on', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)))
    const upload = await openUpload(request(bomb, { 'content-type': 'text/csv' }))
    let byteCount = 0
    for await (const piece of upload.pieces) {
      byteCount += piece.length
      if (byteCount > 100_000) break
    }
    expect(byteCount).toBeLessThan(10_000_000)
  })
})
