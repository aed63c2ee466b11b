import { expect, it } from 'vitest'
import { lockedUntil } from '#shared/access/lock-out.ts'

it.each([
  [0, null],
  [1, null],
  [4, null],
  [5, 1],
  [6, 2],
  [7, 4],
  [8, 8],
  [9, 16],
  [10, 32],
  [11, 60],
  [12, 60],
  [2_000, 60],
])('%i wrong ones in a row lock for %s minutes', (failedCount, minutes) => {
  const nowMs = 1_800_000_000_000
  expect(lockedUntil(failedCount, nowMs)).toBe(minutes === null ? null : nowMs + minutes * 60_000)
})

it('leaves somebody who guesses all the time less than 35 tries a day', () => {
  let nowMs = 0
  let tries = 0
  while (nowMs < 86_400_000) {
    tries += 1
    nowMs = lockedUntil(tries, nowMs) ?? nowMs
  }
  expect(tries).toBeLessThan(35)
})
