import { expect, it } from 'vitest'
import { minuteMs } from '#shared/kernel/time.ts'
import { keptCount } from '#workers/kept-counts.ts'

it('counts once a minute, each thing by itself, and not at all by a count that failed', async () => {
  let asked = 0
  const count = async () => {
    asked += 1
    return asked
  }
  expect(await keptCount('a', 0, count)).toBe(1)
  expect(await keptCount('b', 0, count)).toBe(2)
  expect(await keptCount('a', minuteMs - 1, count)).toBe(1)
  expect(await keptCount('a', minuteMs, count)).toBe(3)
  expect(await keptCount('a', minuteMs + 1, count)).toBe(3)
  const failing = () => Promise.reject(new Error('away'))
  await expect(keptCount('c', 0, failing)).rejects.toThrow('away')
  expect(await keptCount('c', 0, count)).toBe(4)
})

it('forgets the oldest of very many', async () => {
  for (let tenant = 0; tenant <= 1_000; tenant += 1) await keptCount(`many ${tenant}`, 5, async () => 1)
  expect(await keptCount('many 1000', 6, async () => 2)).toBe(1)
  expect(await keptCount('many 0', 6, async () => 2)).toBe(2)
})
