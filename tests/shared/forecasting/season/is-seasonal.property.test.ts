import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSeasonal, seasonalOrigins } from '#shared/forecasting/season/is-seasonal.ts'
import { seededRandom } from '#shared/kernel/random.ts'

it('finds the same seasons at all origins of one pass as of each of them alone', () => {
  const found = { yes: 0, no: 0 }
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.constantFrom(2, 4, 7, 12),
      fc.integer({ min: 10, max: 90 }),
      fc.constantFrom(0, 0.5, 4),
      fc.constantFrom(0, 1e6),
      (seed, season, count, strength, level) => {
        const random = seededRandom(seed)
        const series = Float64Array.from({ length: count }, (_, at) => {
          return level + random() + strength * Math.sin((2 * Math.PI * at) / season + 1)
        })
        const origins = Array.from({ length: 8 }, (_, at) => count - 7 + at)
        const alone = origins.map((origin) => isSeasonal(series.subarray(0, origin), season))
        expect(seasonalOrigins(series, season, origins)).toEqual(alone)
        for (const isFound of alone) found[isFound ? 'yes' : 'no'] += 1
      },
    ),
    { numRuns: 300 },
  )
  expect(Math.min(found.yes, found.no)).toBeGreaterThan(300)
})

it('finds none in what does not vary, or hardly began', () => {
  expect(seasonalOrigins(new Float64Array(60).fill(3), 12, [40, 60])).toEqual([false, false])
  expect(seasonalOrigins(Float64Array.of(1, 2, 1, 2), 12, [3, 4])).toEqual([false, false])
  expect(seasonalOrigins(Float64Array.of(1, 2), 1, [2])).toEqual([false])
  expect(seasonalOrigins(new Float64Array(0), 12, [])).toEqual([])
})
