import { expect, it } from 'vitest'
import { undoRefusal } from '#shared/imports/undo-refusal.ts'
import { dayMs } from '#shared/kernel/time.ts'

const nowMs = Date.UTC(2026, 10, 1)
const loaded = {
  state: 'done',
  createdAt: nowMs - dayMs,
  isRemembered: true,
  unreadableSiblingCount: 0,
} as const

it.each([
  ['a loaded import', loaded, undefined],
  ['one of the last day', { ...loaded, createdAt: nowMs - 28 * dayMs }, undefined],
  ['an older one', { ...loaded, createdAt: nowMs - 28 * dayMs - 1 }, /28 days/],
  ['one that may have replaced what is gone', { ...loaded, unreadableSiblingCount: 1 }, /no longer archived/],
  ['one that nothing was kept of', { ...loaded, isRemembered: false }, /has not kept/],
  ['one that is loading', { ...loaded, state: 'loading' as const }, /that is done/],
  ['one that failed', { ...loaded, state: 'failed' as const }, /that is done/],
  ['one that is being undone', { ...loaded, state: 'undoing' as const }, /already/],
  ['one that was undone', { ...loaded, state: 'undone' as const }, /before/],
])('tells of %s whether it can be undone', (_, row, refusal) => {
  const told = undoRefusal(row, row.unreadableSiblingCount, nowMs)
  if (refusal === undefined) expect(told).toBeUndefined()
  else expect(told).toMatch(refusal)
})
