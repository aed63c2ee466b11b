import { expect, it } from 'vitest'
import { forecastIntervals } from '#shared/forecasting/intervals/interval.ts'
import { learnPanel } from '#shared/forecasting/panel/learn-panel.ts'
import { addToScorePool, emptyScorePool, pooledScores } from '#shared/forecasting/panel/score-pool.ts'
import { forecastQuickly } from '#shared/forecasting/panel/tail-lane.ts'
import {
  addToWeightPool,
  emptyWeightPool,
  mergeWeightPools,
  poolWeights,
} from '#shared/forecasting/panel/weight-pool.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const random = seededRandom(31)

/** Demand of a shop: most points zero, sizes uneven, each product at its own rate. */
function shopSeries(count: number, rate: number): Float64Array {
  return Float64Array.from({ length: count }, () =>
    random() < rate ? Math.ceil(-6 * Math.log(1 - random())) : 0,
  )
}

it('weights are those that made what came, and no worse than any neighbour', () => {
  const pool = emptyWeightPool(3)
  const rows = Array.from({ length: 400 }, () => {
    const candidates = Array.from({ length: 3 }, () => Float64Array.of(10 * random(), 10 * random()))
    const [one, two] = candidates as [Float64Array, Float64Array]
    const actual = one.map((value, step) => 0.5 * value + 0.7 * (two[step] as number))
    return { candidates, actual, variance: 0.5 + random() }
  })
  for (const { candidates, actual, variance } of rows) addToWeightPool(pool, candidates, actual, variance)
  const weights = poolWeights(pool)
  const loss = (of: Float64Array) => {
    let squares = 0
    let energy = 0
    for (const { candidates, actual, variance } of rows) {
      actual.forEach((value, step) => {
        let point = 0
        candidates.forEach((candidate, at) => {
          point += (of[at] as number) * (candidate[step] as number)
          energy += (candidate[step] as number) ** 2 / variance / 3
        })
        squares += (value - point) ** 2 / variance
      })
    }
    return squares + 0.1 * energy * of.reduce((sum, weight) => sum + (weight - 1 / 3) ** 2, 0)
  }
  for (let at = 0; at < 3; at++) {
    for (const change of [-0.01, 0.01]) {
      const other = weights.map((weight, of) => (of === at ? Math.max(0, weight + change) : weight))
      expect(loss(other)).toBeGreaterThanOrEqual(loss(weights) * (1 - 1e-9))
    }
  }
  expect(weights[1]).toBeGreaterThan(weights[2] as number)
})

it('two halves of a pool add up to the whole, and an empty one is the plain mean', () => {
  const [one, other, whole] = [emptyWeightPool(2), emptyWeightPool(2), emptyWeightPool(2)]
  for (let at = 0; at < 20; at++) {
    const candidates = [Float64Array.of(random()), Float64Array.of(random())]
    const actual = Float64Array.of(random())
    addToWeightPool(at < 9 ? one : other, candidates, actual, 1)
    addToWeightPool(whole, candidates, actual, 1)
  }
  const merged = poolWeights(mergeWeightPools(one, other))
  poolWeights(whole).forEach((weight, at) => {
    expect(merged[at]).toBeCloseTo(weight, 9)
  })
  expect(poolWeights(emptyWeightPool(4))).toEqual(new Float64Array(4).fill(0.25))
})

it('a pool of scores stays small and keeps its shape', () => {
  const pool = emptyScorePool()
  for (let at = 0; at < 200_000; at++) addToScorePool(pool, random(), 1)
  expect(pool.scores.length).toBeLessThan(8192)
  const { sorted } = pooledScores(pool)
  expect(sorted[Math.floor(0.9 * sorted.length)]).toBeCloseTo(0.9, 1)
})

it('intervals of demand that goes on as before hold what they promise', () => {
  const horizon = 4
  const all = Array.from({ length: 500 }, (_, of) => shopSeries(44, 0.15 + (of % 8) / 10))
  const panel = learnPanel(
    all.map((series) => series.subarray(0, 40)),
    1,
    horizon,
  )
  const inside = new Map<number, number>()
  for (const series of all) {
    const request = { season: 1, horizon, nonNegative: true }
    const result = forecastQuickly(series.subarray(0, 40), request, panel)
    if (!result.ok) throw new Error(result.failure.message)
    for (const { coverage, lower, upper } of forecastIntervals(result.value.points, result.value.spread, 0)) {
      series.subarray(40).forEach((value, step) => {
        const held = value >= (lower[step] as number) && value <= (upper[step] as number)
        if (held) inside.set(coverage, (inside.get(coverage) ?? 0) + 1 / (500 * horizon))
      })
    }
  }
  expect(inside.get(0.8)).toBeGreaterThan(0.76)
  expect(inside.get(0.8)).toBeLessThan(0.84)
  expect(inside.get(0.95)).toBeGreaterThan(0.92)
})
