import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from './read-csv.ts'

const delimiters = [',', ';', '\t', '|']
const cellText = fc.string({
  unit: fc.constantFrom('a', '7', ' ', '"', ',', ';', '\t', '|', '\n', '\r\n', 'é', '€', '😀', "'", '='),
  maxLength: 8,
})

const file = fc
  .record({
    delimiter: fc.constantFrom(...delimiters),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    endsWithLineEnd: fc.boolean(),
    rows: fc.array(fc.array(fc.tuple(cellText, fc.boolean()), { minLength: 1, maxLength: 5 }), {
      maxLength: 12,
    }),
  })
  .map(({ delimiter, lineEnd, endsWithLineEnd, rows }) => {
    const lines = rows.map((cells) =>
      cells.map(([text, isQuoted]) => written(text, isQuoted, delimiter)).join(delimiter),
    )
    return { delimiter, text: lines.join(lineEnd) + (endsWithLineEnd ? lineEnd : '') }
  })

function written(text: string, isQuoted: boolean, delimiter: string): string {
  const needsQuotes = isQuoted || /["\r\n]/.test(text) || text.includes(delimiter)
  return needsQuotes ? `"${text.replaceAll('"', '""')}"` : text
}

describe('scanRecords and splitCells', () => {
  it('read every well-formed file as csv-parse does, however it is cut into pieces', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 80 }), ({ delimiter, text }, pieceBytes) => {
        const expected: string[][] = parse(text, {
          delimiter,
          relax_column_count: true,
          record_delimiter: ['\r\n', '\n'],
          skip_empty_lines: true,
        })
        const read = readCsv(new TextEncoder().encode(text), delimiter, pieceBytes)
        expect(read.map((record) => record.cells)).toEqual(expected)
        expect(read.every((record) => record.problem === undefined)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('name the line each record begins on, counting the line breaks within quotes', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 80 }), ({ delimiter, text }, pieceBytes) => {
        const records = parse(text, {
          delimiter,
          raw: true,
          relax_column_count: true,
          record_delimiter: ['\r\n', '\n'],
          skip_empty_lines: true,
        }) as unknown as { raw: string }[]
        const lines = text.split('\n')
        const read = readCsv(new TextEncoder().encode(text), delimiter, pieceBytes)
        for (const [index, { lineNumber }] of read.entries()) {
          const firstLine = records[index]?.raw.replace(/^[\r\n]+/, '').split('\n')[0] ?? ''
          expect(lines[lineNumber - 1]?.startsWith(firstLine.replace(/\r$/, ''))).toBe(true)
        }
        const numbers = read.map((record) => record.lineNumber)
        expect(numbers).toEqual([...new Set(numbers)].sort((left, right) => left - right))
      }),
      { numRuns: 500 },
    )
  })

  it('find an end in any bytes at all, and the same records whatever the pieces', () => {
    const bytes = fc.array(fc.constantFrom(34, 34, 44, 10, 13, 97, 0, 255), { maxLength: 120 })
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 50 }), (codes, pieceBytes) => {
        const content = Uint8Array.from(codes)
        expect(readCsv(content, ',', pieceBytes)).toEqual(readCsv(content, ',', 1_000))
      }),
      { numRuns: 2000 },
    )
  })
})
