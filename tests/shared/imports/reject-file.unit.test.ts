import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { rejectHeading, rejectLine } from '#shared/imports/reject-file.ts'
import { countRejects, rowReject } from '#shared/imports/row-reject.ts'
import { tidyCell } from '#shared/imports/tidy-cell.ts'

describe('rejectLine', () => {
  it('puts line, column, reason and detail before the cells of the original', () => {
    const reject = rowReject('unknown-date', { lineNumber: 7, record: '1;"a, ""b""";soon' }, 'Date', 'soon')
    const file = rejectHeading(['No', 'Name', 'Date']) + rejectLine(reject, ';')
    expect(parse(file)).toEqual([
      ['line', 'column', 'reason', 'detail', 'No', 'Name', 'Date'],
      ['7', 'Date', 'unknown-date', 'This is not a date in the chosen order: soon', '1', 'a, "b"', 'soon'],
    ])
  })

  it.each(['=HYPERLINK("x")', '+44 7700 900123', '-1+cmd', '@SUM(A1)'])(
    'makes the formula %s text, and back',
    (cell) => {
      const record = `"${cell.replaceAll('"', '""')}"`
      const [[, , , , written = ''] = []] = parse(
        rejectLine(rowReject('too-long', { lineNumber: 2, record }, null), ','),
      )
      expect(written).toBe(`'${cell}`)
      expect(tidyCell(written)).toBe(cell)
    },
  )

  it.each(['-1', '+447700900123', '-2,50', '1,234.50', "O'Hara"])('leaves %s as it is', (cell) => {
    const line = rejectLine(rowReject('too-long', { lineNumber: 2, record: `"${cell}"` }, null), ',')
    const [[, , , , written] = []] = parse(line)
    expect(written).toBe(cell)
  })

  it('keeps a line whose cells cannot be told apart in one cell', () => {
    const reject = rowReject('malformed-quotes', { lineNumber: 2, record: '1,"open' }, null)
    const [[, , , , ...cells] = []] = parse(rejectLine(reject, ','))
    expect(cells).toEqual(['1,"open'])
  })
})

describe('countRejects', () => {
  it('adds up by reason and column, most frequent first', () => {
    const place = { lineNumber: 2, record: '' }
    const rejects = [
      rowReject('unknown-date', place, 'Date'),
      rowReject('column-count', place, null),
      rowReject('column-count', place, null),
    ]
    const counts = countRejects([{ reason: 'unknown-date', column: 'Date', rowCount: 4 }], rejects)
    expect(counts).toMatchObject([
      { reason: 'unknown-date', column: 'Date', rowCount: 5 },
      { reason: 'column-count', column: null, rowCount: 2 },
    ])
  })

  it('keeps three examples of each group, with different values', () => {
    const values = ['soon', 'soon', 'later', 'x'.repeat(100), 'never']
    const rejects = values.map((value, index) =>
      rowReject('unknown-date', { lineNumber: index + 2, record: '' }, 'Date', value),
    )
    const halfWay = countRejects([], rejects.slice(0, 2))
    expect(countRejects(halfWay, rejects.slice(2))[0]?.examples).toEqual([
      { lineNumber: 2, value: 'soon' },
      { lineNumber: 4, value: 'later' },
      { lineNumber: 5, value: `${'x'.repeat(60)}...` },
    ])
  })
})
