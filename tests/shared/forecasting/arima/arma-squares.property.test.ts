import { expect, it } from 'vitest'
import { type ArmaOrder, armaProblems } from '#shared/forecasting/arima/arma-squares.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const season = 5

/** (1 + c1 B + c2 B² + …) of both polynomials multiplied out, coefficients from the power of zero on. */
function multiplied(short: readonly number[], seasonal: readonly number[]): number[] {
  const product: number[] = []
  ;[1, ...seasonal].forEach((outer, of) => {
    ;[1, ...short].forEach((inner, at) => {
      product[of * season + at] = (product[of * season + at] ?? 0) + outer * inner
    })
  })
  return Array.from(product, (value) => value ?? 0)
}

function randomProblem(random: () => number) {
  const series = Float64Array.from({ length: 60 }, () => 10 + 4 * random())
  const upTo = (most: number) => Math.floor((most + 1) * random())
  const order: ArmaOrder = {
    p: upTo(3),
    q: upTo(3),
    seasonalP: upTo(2),
    seasonalQ: upTo(2),
    constant: random() < 0.5,
  }
  const problem = armaProblems(series, season, 2)(order)
  const point = Float64Array.from({ length: problem.size }, () => 1.6 * random() - 0.8)
  return { series, problem, point }
}

it('errors are those of the multiplied polynomials, with nothing before the first point', () => {
  const random = seededRandom(47)
  for (let round = 0; round < 200; round++) {
    const { series, problem, point } = randomProblem(random)
    const { auto, seasonalAuto, moving, seasonalMoving } = problem.polynomialsAt(point)
    const [above, below] = [multiplied(auto, seasonalAuto), multiplied(moving, seasonalMoving)]
    const mean = problem.meanAt(point)
    const expected: number[] = []
    series.forEach((_, at) => {
      let error = 0
      above.forEach((factor, lag) => {
        if (at >= lag) error += factor * ((series[at - lag] as number) - mean)
      })
      below.forEach((factor, lag) => {
        if (lag > 0 && at >= lag) error -= factor * (expected[at - lag] as number)
      })
      expected.push(error)
    })
    const { errors } = problem.errorsAt(point)
    expected.forEach((error, at) => {
      expect(errors[at]).toBeCloseTo(error, 8)
    })
    const squares = expected.reduce((sum, error) => sum + error * error, 0)
    expect(problem.squaresAt(point) / squares).toBeCloseTo(1, 9)
  }
})

it('slopes are those of differences', () => {
  const random = seededRandom(48)
  const step = 1e-5
  for (let round = 0; round < 200; round++) {
    const { problem, point } = randomProblem(random)
    const { size } = problem
    const { errors } = problem.errorsAt(point)
    const slopes = Array.from({ length: size }, (_, variable) => {
      const moved = (by: number) =>
        problem.errorsAt(point.map((value, at) => (at === variable ? value + by : value))).errors
      const [ahead, back] = [moved(step), moved(-step)]
      return ahead.map((error, at) => (error - (back[at] as number)) / (2 * step))
    })
    const dot = (one: Float64Array, other: Float64Array) =>
      one.reduce((sum, value, at) => sum + value * (other[at] as number), 0)
    const normal = new Float64Array(size * size)
    const pull = new Float64Array(size)
    problem.squaresAt(point)
    problem.slopesAt(point, normal, pull)
    const length = (of: Float64Array) => Math.sqrt(dot(of, of))
    slopes.forEach((slope, row) => {
      const far = Math.abs((pull[row] as number) + dot(slope, errors))
      expect(far / (length(slope) * length(errors) + 1e-9)).toBeLessThan(1e-6)
      slopes.forEach((other, column) => {
        const wrong = Math.abs((normal[row * size + column] as number) - dot(slope, other))
        expect(wrong / (length(slope) * length(other) + 1e-9)).toBeLessThan(1e-6)
      })
    })
  }
})
