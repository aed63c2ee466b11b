import { expect, it } from 'vitest'
import { KeptReasons } from '#shared/ml/trees/kept-reasons.ts'
import type { KnownPatterns } from '#shared/ml/trees/row-patterns.ts'

const width = 3
/** Adds so many ways, each three times its number; returns how many were not known. */
function add(kept: KeptReasons, tree: number, count: number): number {
  let found = 0
  kept.withKnown(tree, width, (known: KnownPatterns) => {
    for (let pattern = 0; pattern < count; pattern++) {
      const from = known.startOf(pattern, 0, (_, _row, values, start) => {
        found += 1
        values.fill(pattern, start, start + width)
      })
      expect([...known.values.subarray(from, from + width)]).toEqual([pattern, pattern, pattern])
    }
  })
  return found
}

it('finds each way once while there is room, and never keeps more', () => {
  const kept = new KeptReasons(2_000)
  expect(add(kept, 0, 100)).toBe(100)
  expect(add(kept, 0, 120)).toBe(20)
  const before = kept.valueCount
  expect(before).toBeGreaterThan(120 * width)
  // For a second tree so large there is none, and the first stays.
  expect([add(kept, 1, 1_000), kept.valueCount]).toEqual([1_000, before])
  expect(add(kept, 0, 120)).toBe(0)
  expect(add(kept, 1, 10)).toBe(10)
  expect(add(kept, 1, 10)).toBe(0)
  // One that has grown too large is given up.
  expect(add(kept, 0, 1_000)).toBe(880)
  expect(kept.valueCount).toBeLessThan(before)
  expect(add(kept, 0, 5)).toBe(5)
})

it('forgets all, and makes its tables again when they are asked for', () => {
  const kept = new KeptReasons(2_000)
  let madeCount = 0
  const make = () => {
    madeCount += 1
    return [null]
  }
  expect([kept.tables(make), kept.tables(make), madeCount]).toEqual([[null], [null], 1])
  add(kept, 0, 10)
  kept.forget()
  expect(kept.valueCount).toBe(0)
  expect(kept.tables(make)).toEqual([null])
  expect([madeCount, add(kept, 0, 10)]).toEqual([2, 10])
})
