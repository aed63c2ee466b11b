import fc from 'fast-check'
import { expect, it } from 'vitest'
import { startOf, tailCandidateNames, tailForecasts } from '#shared/forecasting/panel/tail-candidates.ts'

const rates = [0.05, 0.1, 0.2, 0.4]
const rootRates = [0.1, 0.2, 0.4]
const counts = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 60 })), {
  minLength: 8,
  maxLength: 90,
})

/** The levels of what is known, each by a loop of its own. */
function levelsOf(known: readonly number[]): number[] {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const smoothed = (values: readonly number[], rate: number, start: number) =>
    values.reduce((level, value) => level + rate * (value - level), start)
  const roots = known.map(Math.sqrt)
  const last = known.slice(-12).sort((one, other) => one - other)
  const sizes = known.filter((value) => value > 0)
  const often = smoothed(
    known.map((value) => Math.min(1, value)),
    0.1,
    sizes.length / known.length,
  )
  return [
    ...rates.map((rate) => smoothed(known, rate, meanOf(known.slice(0, 12)))),
    ...rootRates.map((rate) => smoothed(roots, rate, meanOf(roots.slice(0, 12))) ** 2),
    meanOf(last),
    ((last[Math.floor((last.length - 1) / 2)] ?? 0) + (last[Math.ceil((last.length - 1) / 2)] ?? 0)) / 2,
    sizes.length === 0 ? 0 : often * smoothed(sizes, 0.1, meanOf(sizes)),
  ]
}

it('levels at all origins of one pass are those of what each of them knew', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 1, max: 12 }), (values, most) => {
      const origins = Array.from({ length: most }, (_, at) => values.length - most + 1 + at).filter(
        (origin) => origin >= 4,
      )
      const table = tailForecasts(Float64Array.from(values), 1, 2, origins, 1)
      for (const [at, origin] of origins.entries()) {
        const expected = levelsOf(values.slice(0, origin))
        for (const [of] of tailCandidateNames.entries()) {
          const from = startOf(table, at, of)
          expect(table.values[from]).toBeCloseTo(expected[of] as number, 9)
          expect(table.values[from + 1]).toBe(table.values[from])
        }
        const spare = startOf(table, at, tailCandidateNames.length)
        expect([...table.values.slice(spare, spare + 2)]).toEqual([0, 0])
      }
    }),
  )
})
