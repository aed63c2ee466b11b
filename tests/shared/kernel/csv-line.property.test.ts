import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvLine } from '#shared/kernel/csv-line.ts'

it.each([
  ['=HYPERLINK("http://evil.example","x")', '\'=HYPERLINK("http://evil.example","x")'],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ['@SUM(A1:A9)', "'@SUM(A1:A9)"],
  ['-2+3', "'-2+3"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ['\n=1', "'\n=1"],
  ['-12.50', '-12.50'],
  ['+447700900123', '+447700900123'],
  ['plain', 'plain'],
  ['a "b", c', 'a "b", c'],
])('a spreadsheet reads %j as text: %j', (cell, read) => {
  expect(parse(csvLine([cell, 'next']), { record_delimiter: '\r\n' })).toEqual([[read, 'next']])
})

it('reads back as it was, but for the apostrophe, and never begins like a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 2, maxLength: 6 }),
      (cells) => {
        const [record] = parse(csvLine(cells), { record_delimiter: '\r\n' }) as string[][]
        expect(record?.map((cell, index) => (cells[index] === cell ? cell : cell.replace(/^'/, '')))).toEqual(
          cells,
        )
        for (const cell of record ?? []) {
          expect(/^[=@\t\r\n]/.test(cell) || /^[+-](?![\d.,]*$)/.test(cell)).toBe(false)
        }
      },
    ),
    { numRuns: 1_000 },
  )
})
