import { expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contracts/imports.ts'
import { repairOf } from '#shared/imports/repairs.ts'
import { rejectReasons } from '#shared/imports/row-reject.ts'

const mapping: ImportMapping = {
  kind: 'orders',
  columns: {},
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
}

it.each([
  ['unknown-date', ['31/01/2026', '5/2/2026'], 'day first'],
  ['unknown-date', ['01/31/2026'], 'month first'],
  ['unknown-date', ['soon', '31/01/2026'], 'Write dates as 2026-01-31'],
  ['invalid-amount', ['1.234,50', '2,5'], 'a comma'],
  ['invalid-amount', ['free'], 'Write plain numbers'],
])('says for %s of %j: %s', (reason, values, words) => {
  const examples = values.map((value, index) => ({ lineNumber: index + 2, value }))
  expect(repairOf({ reason, column: 'a', rowCount: 2, examples }, mapping)).toContain(words)
})

it('has words for every reason, with examples or without', () => {
  for (const reason of Object.keys(rejectReasons)) {
    expect(repairOf({ reason, column: null, rowCount: 1 }, mapping)).toMatch(/\.$/)
  }
})
