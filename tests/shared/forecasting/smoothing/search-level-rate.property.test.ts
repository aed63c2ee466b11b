import { expect, it } from 'vitest'
import { searchLevelRate } from '#shared/forecasting/smoothing/search-level-rate.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { minimiseByNelderMead } from '#shared/optimisation/nelder-mead.ts'

const bounds = { lowestRate: 1e-4, highestRate: 0.9999 }

function squaresOf(series: Float64Array, rate: number, first: number): number {
  let level = first
  let squares = 0
  for (const value of series) {
    squares += (value - level) ** 2
    level += rate * (value - level)
  }
  return squares
}

it('no search over rate and first level together finds a lower sum of squares', () => {
  const random = seededRandom(45)
  for (let round = 0; round < 80; round++) {
    const roughness = 20 * random() ** 2
    let level = 100
    const series = Float64Array.from({ length: 10 + Math.floor(150 * random()) }, () => {
      level += roughness * (random() - 0.5)
      return level + 10 * random()
    })
    const start = series[0] as number
    const farthest = round % 2 === 0 ? 60 : 1
    const { rate, level: first, squares } = searchLevelRate(series, { ...bounds, start, farthest })
    expect(squaresOf(series, rate, first) / squares).toBeCloseTo(1, 9)
    expect(Math.abs(first - start)).toBeLessThanOrEqual(farthest)
    const other = Math.min(
      ...[0.05, 0.4, 0.9].map(
        (from) =>
          minimiseByNelderMead(
            ([rate, shift]) => squaresOf(series, rate as number, start + (shift as number)),
            [from, 0],
            { low: [bounds.lowestRate, -farthest], high: [bounds.highestRate, farthest] },
            { stepSize: [0.1, farthest / 4], maxEvaluations: 600 },
          ).value,
      ),
    )
    expect(squares / other, `round ${round}`).toBeLessThan(1 + 1e-6)
  }
})

it.each([1e6, 1e90])(
  'finds the same rate for a series of %s times the size, at a level of a million too',
  (factor) => {
    const random = seededRandom(46)
    for (const level of [10, 1e6]) {
      for (let round = 0; round < 20; round++) {
        const series = Float64Array.from({ length: 40 }, (_, at) => level + 0.1 * at + random())
        const start = series[0] as number
        const one = searchLevelRate(series, { ...bounds, start, farthest: 5 })
        const other = searchLevelRate(
          series.map((value) => factor * value),
          { ...bounds, start: factor * start, farthest: factor * 5 },
        )
        expect(other.squares / factor / factor / one.squares, `round ${round}`).toBeCloseTo(1, 6)
        expect(Math.abs(other.rate - one.rate), `round ${round}`).toBeLessThan(1e-3)
        expect(Math.abs(other.level / factor - one.level), `round ${round}`).toBeLessThan(1e-2)
      }
    }
  },
)

it('never says less than no sum of squares', () => {
  for (const level of [1e3, 1e8, 1e15]) {
    for (const start of [0, level, level / 3]) {
      const series = new Float64Array(30).fill(level)
      const { squares } = searchLevelRate(series, { ...bounds, start, farthest: 2 * level })
      expect(squares).toBeGreaterThanOrEqual(0)
    }
  }
})
