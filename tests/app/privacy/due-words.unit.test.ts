import { expect, it } from 'vitest'
import { dueWords } from '#app/privacy/due-words.ts'

const nowMs = Date.parse('2026-11-21T12:00:00Z')

it.each([
  ['2026-12-21T12:00:00Z', '30 days left', 'plain'],
  ['2026-11-29T12:00:00Z', '8 days left', 'plain'],
  ['2026-11-29T11:59:59Z', '7 days left', 'warn'],
  ['2026-11-22T12:00:00Z', '1 day left', 'warn'],
  ['2026-11-22T11:59:59Z', 'Due today', 'bad'],
  ['2026-11-21T11:59:59Z', 'Overdue', 'bad'],
  ['2026-11-20T12:00:00Z', 'Overdue by 1 day', 'bad'],
  ['2026-11-01T12:00:00Z', 'Overdue by 20 days', 'bad'],
])('says of %s: %s', (dueAt, words, tone) => {
  expect(dueWords(dueAt, nowMs)).toEqual({ words, tone })
})
