import { expect, it } from 'vitest'
import { formatDuration } from '#app/format/format-duration.ts'

it.each([
  [0, '0 s'],
  [420, '420 ms'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_600_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [48 * 3_600_000, '2 d'],
])('%i ms reads %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text)
})
