import { expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contracts/imports.ts'
import { undoRefusal } from '#shared/imports/undo-refusal.ts'
import { dayMs } from '#shared/kernel/time.ts'

const nowMs = Date.UTC(2026, 10, 1)
const mapping = (kind: ImportMapping['kind']): ImportMapping => {
  return { kind, columns: {}, dateOrder: 'iso', decimalMark: '.', channel: 'import' }
}
const loaded = {
  state: 'done',
  createdAt: nowMs - dayMs,
  isRemembered: true,
  mapping: mapping('orders'),
} as const

it.each([
  ['a loaded import', loaded, undefined],
  ['one of customers', { ...loaded, mapping: mapping('customers') }, undefined],
  ['one of cards', { ...loaded, mapping: mapping('loyalty') }, undefined],
  ['one of the last day', { ...loaded, createdAt: nowMs - 28 * dayMs }, undefined],
  ['an older one', { ...loaded, createdAt: nowMs - 28 * dayMs - 1 }, /28 days/],
  ['one of products', { ...loaded, mapping: mapping('products') }, /of this kind/],
  ['one of stock levels', { ...loaded, mapping: mapping('inventory') }, /of this kind/],
  ['one of lines', { ...loaded, mapping: mapping('order_lines') }, /of this kind/],
  ['one that nothing was kept of', { ...loaded, isRemembered: false }, /has not kept/],
  ['one that is loading', { ...loaded, state: 'loading' as const }, /that is done/],
  ['one that failed', { ...loaded, state: 'failed' as const }, /that is done/],
  ['one that is being undone', { ...loaded, state: 'undoing' as const }, /already/],
  ['one that was undone', { ...loaded, state: 'undone' as const }, /before/],
])('tells of %s whether it can be undone', (_, row, refusal) => {
  const told = undoRefusal(row, nowMs)
  if (refusal === undefined) expect(told).toBeUndefined()
  else expect(told).toMatch(refusal)
})
