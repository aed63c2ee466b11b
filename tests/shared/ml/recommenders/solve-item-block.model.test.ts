import { expect, it } from 'vitest'
import { blockLimits, planItemBlocks, predictorsOf } from '#shared/ml/recommenders/plan-item-blocks.ts'
import { solveItemBlock } from '#shared/ml/recommenders/solve-item-block.ts'
import { randomIndexedSets, randomItemSets } from './random-item-sets.ts'

/**
 * The ridge regression of one column of the weighted purchase table on the others, by Gauss elimination of the normal
 * equations: what EASE solves for all columns at once, from the table itself and without its code.
 */
function ridgeOfColumn(
  table: readonly number[][],
  target: number,
  others: readonly number[],
  penalty: number,
): number[] {
  const equations = others.map((left) => [
    ...others.map(
      (right) =>
        table.reduce((sum, row) => sum + (row[left] as number) * (row[right] as number), 0) +
        (left === right ? penalty : 0),
    ),
    table.reduce((sum, row) => sum + (row[left] as number) * (row[target] as number), 0),
  ])
  for (const [place, pivot] of equations.entries()) {
    for (const [other, row] of equations.entries()) {
      if (other === place) continue
      const factor = (row[place] as number) / (pivot[place] as number)
      equations[other] = row.map((value, at) => value - factor * (pivot[at] as number))
    }
  }
  return equations.map((row, place) => (row.at(-1) as number) / (row[place] as number))
}

it.each([1, 2, 3])('gives the ridge regression of each item on all others (seed %i)', (seed) => {
  const itemCount = 40
  const sets = randomIndexedSets(seed, 300, itemCount)
  const table = randomItemSets(seed, 300, itemCount).map(({ items }) => {
    const distinct = new Set(items)
    return Array.from({ length: itemCount }, (_, item) => (distinct.has(item) ? distinct.size ** -0.25 : 0))
  })
  const [block] = planItemBlocks(sets) as [Uint32Array]
  const present = [...block].sort((left, right) => left - right)
  for (const { item, predictors, weights } of solveItemBlock(sets, block, 4)) {
    const others = present.filter((other) => other !== item)
    const expected = new Map(ridgeOfColumn(table, item, others, 4).map((weight, at) => [others[at], weight]))
    expect(predictors.length).toBeGreaterThan(30)
    for (const [at, predictor] of predictors.entries()) {
      expect(weights[at]).toBeCloseTo(expected.get(predictor) as number, 5)
    }
  }
})

const small = { exactItems: 50, targets: 8, predictors: 24, predictorsPerTarget: 4 }

it('plans each item that occurs into exactly one block, and explains each block by at most so many items', () => {
  const sets = randomIndexedSets(7, 2000, 300)
  const blocks = planItemBlocks(sets, small)
  const planned = blocks.flatMap((block) => [...block]).sort((left, right) => left - right)
  const present = [...sets.counts.entries()].filter(([, count]) => count > 0).map(([item]) => item)
  expect(planned).toEqual(present)
  for (const block of blocks) {
    const predictors = predictorsOf(sets, block, small)
    expect(new Set(predictors).size).toBe(predictors.length)
    expect(predictors.length).toBeLessThanOrEqual(24 + 4 * block.length)
    expect(predictors.subarray(0, block.length)).toEqual(block)
  }
})

it('comes close to the exact weights with blocks that know only a part of the items', () => {
  const sets = randomIndexedSets(8, 3000, 300)
  const exact = new Map(
    planItemBlocks(sets, { ...blockLimits, exactItems: 300 })
      .flatMap((block) => solveItemBlock(sets, block, 5, blockLimits))
      .map((column) => [column.item, column]),
  )
  let off = 0
  let size = 0
  for (const block of planItemBlocks(sets, small)) {
    for (const { item, predictors, weights } of solveItemBlock(sets, block, 5, small)) {
      const whole = exact.get(item)
      for (const [at, predictor] of (whole?.predictors ?? []).entries()) {
        const weight = whole?.weights[at] as number
        const approximate = weights[predictors.indexOf(predictor)] ?? 0
        off += (weight - approximate) ** 2
        size += weight ** 2
      }
    }
  }
  expect(off / size).toBeLessThan(0.1)
})
