import { describe, expect, it } from 'vitest'
import { readPreview } from '#shared/imports/read-preview.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const preview = (text: string, isWholeFile = true) => readPreview(bytes(text), isWholeFile)

describe('readPreview', () => {
  it.each([',', ';', '\t', '|'])('finds the delimiter %j', (delimiter) => {
    const text = ['Order;No', 'Price, net', 'Date'].map((name) => `"${name}"`).join(delimiter)
    const row = ['1', '2,50', '2010-12-01 08:26'].map((cell) => `"${cell}"`).join(delimiter)
    expect(preview(`${text}\n${row}\n${row}`)).toMatchObject({
      ok: true,
      value: { delimiter, columns: { length: 3 } },
    })
  })

  it('tells a semicolon file with decimal commas from a comma file', () => {
    expect(preview('a;b;c\n1,5;2,5;3\n1,5;2,5;3\n')).toMatchObject({ value: { delimiter: ';' } })
  })

  it('says where the rows begin, past a byte order mark and a heading of two lines', () => {
    expect(preview('\ufeff"Order\nNo",Date\r\n1,2\r\n')).toMatchObject({
      value: {
        columns: ['Order\nNo', 'Date'],
        rows: [['1', '2']],
        headingByteCount: 20,
        headingLineCount: 2,
      },
    })
  })

  it('leaves out a row that the end of the look cuts off', () => {
    expect(preview('a,b\n1,2\n3,', false)).toMatchObject({ value: { rows: [['1', '2']] } })
  })

  it('takes a file of headings alone', () => {
    expect(preview('a,b\n')).toMatchObject({ value: { columns: ['a', 'b'], rows: [], headingByteCount: 4 } })
    expect(preview('a,b')).toMatchObject({ value: { columns: ['a', 'b'], rows: [], headingByteCount: 3 } })
  })

  it.each([
    ['empty-file', bytes('')],
    ['no-heading-row', bytes('\n\n')],
    ['no-heading-row', bytes(' , ,\n1,2,3\n')],
    ['not-text', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0])],
    ['not-text', Uint8Array.from([0xff, 0xfe, 0x61, 0x00])],
    ['not-text', Uint8Array.from([0xfe, 0xff, 0x30, 0x31])],
    ['too-many-columns', bytes('a,'.repeat(300))],
    ['no-line-feeds', bytes('Order,Date\r1,2026-11-01\r')],
  ])('refuses with %s', (kind, head) => {
    expect(readPreview(head, true)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('says that the headings go on behind the part that is looked at', () => {
    expect(preview('column,'.repeat(40_000), false)).toMatchObject({
      failure: {
        kind: 'heading-too-long',
        message: 'The line of column headings is longer than 256 KB',
      },
    })
  })

  it('says where to look when a quote of the headings is never closed', () => {
    expect(preview(`Order,"Date\n${'1,2026-11-01\n'.repeat(20_200)}`, false)).toMatchObject({
      failure: {
        kind: 'heading-too-long',
        message: 'The line of column headings is longer than 256 KB: a quote in it may never be closed',
      },
    })
  })

  it('takes no row for the headings where the quotes of these do not pair up', () => {
    for (const heading of ['Order,"Date', 'Order,"Da"te"']) {
      const read = preview(`${heading}\n1,2026-11-01\n2,2026-11-02\n`)
      expect(read, heading).toMatchObject({ ok: false, failure: { kind: 'malformed-heading' } })
    }
  })
})
