import { describe, expect, it } from 'vitest'
import { maxRecordBytes } from '#shared/imports/scan-records.ts'
import { readCsv } from './read-csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('scanRecords', () => {
  it('rejects the first line alone of a quote that is never closed, and reads the next one', () => {
    expect(readCsv(bytes('1,"open\n2,b\n3,c\n'), ',', 1000)).toEqual([
      { lineNumber: 1, cells: ['1,"open'], problem: 'malformed-quotes' },
      { lineNumber: 2, cells: ['2', 'b'] },
      { lineNumber: 3, cells: ['3', 'c'] },
    ])
  })

  it('gives up on an open quote after 1 MiB, with most of the file still to come', () => {
    const filler = 'x,y\n'.repeat(maxRecordBytes)
    const records = readCsv(bytes(`1,"open\n${filler}`), ',', 2 * maxRecordBytes)
    expect(records[0]).toMatchObject({ lineNumber: 1, problem: 'malformed-quotes' })
    expect(records.filter((record) => record.problem !== undefined)).toHaveLength(1)
    expect(records).toHaveLength(1 + maxRecordBytes)
    expect(records.at(-1)?.lineNumber).toBe(1 + maxRecordBytes)
  })

  it('rejects text after a closing quote', () => {
    const records = readCsv(bytes('"a"b,1\nc,2\n'), ',', 1000)
    expect(records.map((record) => record.problem)).toEqual(['malformed-quotes', undefined])
  })

  it('takes a quote within an unquoted cell as it is', () => {
    expect(readCsv(bytes('5" pipe,2\n'), ',', 1000)[0]?.cells).toEqual(['5" pipe', '2'])
  })

  it('rejects a record of more than 1 MiB and reads the next one', () => {
    const records = readCsv(bytes(`${'x'.repeat(maxRecordBytes + 1)}\na,b\n`), ',', 4 * maxRecordBytes)
    expect(records.map((record) => record.problem)).toEqual(['record-too-long', undefined])
  })

  it('reads a line that is not UTF-8 as Windows-1252', () => {
    const latin = Uint8Array.from([0x63, 0x61, 0x66, 0xe9, 0x2c, 0x80, 0x0a])
    expect(readCsv(latin, ',', 1000)[0]?.cells).toEqual(['café', '€'])
  })
})
