import { classifyDemand, type DemandClass } from '../forecasting/demand-class.ts'
import type { PanelModel } from '../forecasting/panel/panel-model.ts'
import { seriesScale } from '../forecasting/panel/series-scale.ts'
import { addError, type ErrorSample, emptyErrors, scoresOf } from './error-sample.ts'
import { rangeAround } from './open-outlook.ts'
import { outlookBlocks } from './outlook.ts'
import { forecastTail } from './tail-forecast.ts'

/** How far off the quick forecasts of a shop are. */
export interface ErrorSpread {
  /** Errors of a block h ahead are h to this power times those of the first. */
  readonly growth: number
  /** By class of demand (`none` stands for all): errors over scale at `spreadProbabilities`. */
  readonly scores: Readonly<Record<string, readonly number[]>>
  /** How the errors of two blocks of one series go together, 0 to 1. */
  readonly blockCorrelation: number
}

/** One series from one origin: what was expected and what came, over the series' scale. */
interface Test {
  readonly kind: DemandClass
  readonly points: Float64Array
  readonly actual: Float64Array
}

const origins = 2
const fewestKnown = 8
const fewestErrors = 200
const summedBlocks = 4
const calibratedCoverage = 0.8
const halvings = 12
const usualGrowth = 0.1
const usualCorrelation = 0.3

/**
 * Forecasts each series (plain blocks without gaps) from one and from two horizons before its end, and gathers the errors over the scale of the series. How much errors of
 * neighbouring blocks go together is chosen so that 80 % intervals of four blocks hold what they promise over all these tests.
 */
export function learnErrorSpread(all: readonly Float64Array[], panel: PanelModel): ErrorSpread {
  const tests = all.flatMap((series) => testSeries(series, panel))
  const growth = growthOf(tests)
  const errors: Partial<Record<DemandClass, ErrorSample>> = {}
  const everything = emptyErrors()
  for (const { kind, points, actual } of tests) {
    const own = errors[kind] ?? emptyErrors()
    errors[kind] = own
    points.forEach((point, step) => {
      const size = (step + 1) ** growth
      const error = ((actual[step] as number) - point) / size
      addError(own, error, point / size)
      addError(everything, error, point / size)
    })
  }
  const scores: Record<string, readonly number[]> = { none: scoresOf(everything) }
  for (const [kind, own] of Object.entries(errors)) {
    if (kind !== 'none' && own.errors.length >= fewestErrors) scores[kind] = scoresOf(own)
  }
  return { growth, scores, blockCorrelation: correlationOf(tests, growth, scores) }
}

function testSeries(series: Float64Array, panel: PanelModel): Test[] {
  const horizon = Math.min(outlookBlocks, Math.floor(series.length / 3))
  const tests: Test[] = []
  for (let back = 1; back <= origins && horizon > 0; back++) {
    const origin = series.length - back * horizon
    if (origin < fewestKnown) break
    const known = series.subarray(0, origin)
    const scale = seriesScale(known)
    const forecast = forecastTail(known, panel)
    if (!forecast.ok || !(scale > 0)) continue
    tests.push({
      kind: classifyDemand(known).kind,
      points: forecast.value.points.slice(0, horizon).map((point) => point / scale),
      actual: series.slice(origin, origin + horizon).map((units) => units / scale),
    })
  }
  return tests
}

/** The slope of the log of mean absolute errors over the log of the step, 0.02 to 1, among tests that are as long as half of all are. */
function growthOf(tests: readonly Test[]): number {
  const lengths = tests.map(({ points }) => points.length).sort((one, other) => one - other)
  const steps = lengths[lengths.length >> 1] ?? 0
  // A step must not be compared with others of other series.
  const long = tests.filter(({ points }) => points.length >= steps)
  const sizes = Array.from({ length: steps }, (_, step) => ({
    x: Math.log(step + 1),
    y: long.reduce(
      (sum, { points, actual }) => sum + Math.abs((actual[step] as number) - (points[step] as number)),
      0,
    ),
  }))
  if (steps < 2 || sizes.some(({ y }) => !(y > 0))) return usualGrowth
  const meanX = sizes.reduce((sum, { x }) => sum + x, 0) / steps
  const meanY = sizes.reduce((sum, { y }) => sum + Math.log(y), 0) / steps
  let products = 0
  let squares = 0
  for (const { x, y } of sizes) {
    products += (x - meanX) * (Math.log(y) - meanY)
    squares += (x - meanX) ** 2
  }
  return Math.max(0.02, Math.min(1, products / squares))
}

function correlationOf(
  tests: readonly Test[],
  growth: number,
  scores: Readonly<Record<string, readonly number[]>>,
): number {
  const long = tests.filter(({ points }) => points.length >= summedBlocks)
  if (long.length < fewestErrors / summedBlocks) return usualCorrelation
  let squares = 0
  let sizes = 0
  for (let step = 1; step <= summedBlocks; step++) {
    squares += step ** (2 * growth)
    sizes += step ** growth
  }
  const sums = long.map(({ kind, points, actual }) => ({
    point: points.subarray(0, summedBlocks).reduce((sum, value) => sum + value, 0),
    actual: actual.subarray(0, summedBlocks).reduce((sum, value) => sum + value, 0),
    scores: scores[kind] ?? scores.none ?? [],
  }))
  let low = 0
  let high = 1
  for (let round = 0; round < halvings; round++) {
    const correlation = (low + high) / 2
    const scale = Math.sqrt((1 - correlation) * squares + correlation * sizes ** 2)
    const inside = sums.filter(({ point, actual, scores: ofClass }) => {
      const { lower, upper } = rangeAround(point, scale, ofClass, calibratedCoverage)
      return actual >= lower && actual <= upper
    })
    if (inside.length < calibratedCoverage * sums.length) low = correlation
    else high = correlation
  }
  return high
}
