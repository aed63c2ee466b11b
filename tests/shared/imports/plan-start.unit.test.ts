import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contracts/imports.ts'
import { planStart } from '#shared/imports/plan-start.ts'
import { mappingIdOf } from '#shared/imports/saved-mapping.ts'

const shop = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }
const file = { columns: ['a', 'b', 'c'], rows: [] }
const fitting: ImportMapping = {
  kind: 'orders',
  columns: { orderId: 'a', orderedAt: 'b', lineAmount: 'c' },
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
}
const unfit: ImportMapping = { ...fitting, columns: { orderId: 'gone' } }

describe('planStart', () => {
  it.each([
    ['reading', 'given', fitting, undefined, true],
    ['reading', 'given', fitting, unfit, true],
    ['reading', 'saved', undefined, fitting, true],
    ['awaiting-mapping', 'saved', undefined, fitting, false],
    ['awaiting-mapping', 'saved', undefined, unfit, true],
    ['awaiting-mapping', 'guess', undefined, undefined, true],
    ['awaiting-mapping', 'given', unfit, undefined, false],
  ] as const)('is %s with the mapping that is %s', (state, mappingFrom, given, saved, isToStart) => {
    expect(planStart(file, { given, saved }, isToStart, shop)).toMatchObject({
      state,
      mappingFrom,
      errors: [],
      mapping: { currency: 'GBP', timeZone: 'Europe/London' },
    })
  })

  it('tells what is wrong with a mapping that came with the file', () => {
    const { errors } = planStart(file, { given: unfit, saved: fitting }, true, shop)
    expect(errors.map(({ pointer }) => pointer)).toContain('/columns/orderedAt')
  })
})

describe('mappingIdOf', () => {
  it('knows the same headings in any order, and no others', () => {
    expect(mappingIdOf(['a', 'b'])).toBe(mappingIdOf(['b', 'a']))
    const others = [['a'], ['a', 'b', 'b'], ['a,b'], ['A', 'b'], []]
    expect(new Set([['a', 'b'], ...others].map(mappingIdOf)).size).toBe(6)
  })
})
