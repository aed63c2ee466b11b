import { expect, it } from 'vitest'
import { likeForLike } from '#shared/demand/like-for-like.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'

const lastDay = 20_000

/** A node that sells `units` a day, from so many days before the last one on, and none on the last `silent`. */
function node(level: NodeDemand['level'], days: number, units: number, silent = 0, missing = 0): NodeDemand {
  const sold = new Float64Array(days).fill(units)
  if (silent > 0) sold.fill(0, days - silent)
  if (missing > 0) sold.fill(Number.NaN, days - missing)
  const of = { storeId: `${units}`, category: '', region: '' }
  return { ...of, level, firstDay: lastDay - days + 1, units: sold, revenueMinor: sold }
}

function sumOf(parts: readonly NodeDemand[]): NodeDemand {
  const longest = Math.max(...parts.map(({ units }) => units.length))
  const sum = node('total', longest, 0)
  for (const { units } of parts)
    units.forEach((count, at) => {
      const to = longest - units.length + at
      sum.units[to] = (sum.units[to] ?? 0) + count
    })
  return sum
}

it('is the sum itself where all places sold all the time', () => {
  const parts = [node('store', 800, 3), node('store', 790, 5)]
  const sum = sumOf(parts)
  expect(likeForLike(sum, parts)).toBe(sum)
})

it.each([
  ['opened', node('store', 200, 2)],
  ['closed', node('store', 800, 2, 60)],
])('is without a place that %s', (_, other) => {
  const parts = [node('store', 800, 3), other]
  const { firstDay, units } = likeForLike(sumOf(parts), parts)
  expect([firstDay, units.length]).toEqual([lastDay - 799, 800])
  expect(units.every((count) => count === 3)).toBe(true)
})

it('is of a shorter span where most was sold in places that opened', () => {
  const parts = [node('store', 1_000, 3), node('store', 600, 5), node('store', 100, 1)]
  const { units } = likeForLike(sumOf(parts), parts)
  expect(units.length).toBe(546)
  expect(units.every((count) => count === 8)).toBe(true)
})

it('is the sum itself where no place was there for long enough', () => {
  const parts = [node('store', 1_000, 3), node('store', 100, 90)]
  const sum = sumOf(parts)
  expect(likeForLike(sum, parts)).toBe(sum)
})

it('keeps a place that has not told its last days, as missing', () => {
  const parts = [node('store', 800, 3), node('store', 800, 5, 0, 20), node('store', 100, 1)]
  const { units } = likeForLike(sumOf(parts), parts)
  expect([units[0], units.at(-21), units.at(-1)]).toEqual([8, 8, Number.NaN])
})

it('knows the days that the sum knows, though a small place has not told them', () => {
  const late = node('store', 800, 0.1, 0, 28)
  const parts = [node('store', 800, 30), late, node('store', 100, 1)]
  const sum = sumOf([parts[0] as NodeDemand, parts[2] as NodeDemand])
  sum.units.subarray(0, -28).forEach((count, at) => {
    sum.units[at] = count + 0.1
  })
  const { units } = likeForLike(sum, parts)
  expect([units[0], units.at(-29), units.at(-28), units.at(-1)]).toEqual([30.1, 30.1, 30, 30])
})
