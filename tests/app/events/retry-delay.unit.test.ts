import { expect, it } from 'vitest'
import { retryDelayMs } from '#app/events/retry-delay.ts'

it('waits longer each time, up to half a minute', () => {
  expect([1, 2, 3, 5, 6, 50].map(retryDelayMs)).toEqual([1_000, 2_000, 4_000, 16_000, 30_000, 30_000])
})
