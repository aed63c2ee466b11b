import { classifyDemand, type DemandClass } from '../forecasting/demand-class.ts'
import type { PanelModel } from '../forecasting/panel/panel-model.ts'
import { seriesScale } from '../forecasting/panel/series-scale.ts'
import { addError, type ErrorSample, emptyErrors, scoresOf } from './error-sample.ts'
import { rangeAround } from './open-outlook.ts'
import { outlookBlocks, summedBlocks } from './outlook.ts'
import { forecastTail } from './tail-forecast.ts'

/** How far off the quick forecasts of a shop are. */
export interface ErrorSpread {
  /** Errors of a block h ahead are h to this power times those of the first. */
  readonly growth: number
  /** By class of demand (`none` stands for all): errors over scale at `spreadProbabilities`. */
  readonly scores: Readonly<Record<string, readonly number[]>>
  /** The same of stretches of `summedBlocks` blocks, over the scale of such a stretch. */
  readonly sumScores: Readonly<Record<string, readonly number[]>>
  /** How the errors of two blocks of one series go together, 0 to 1. */
  readonly blockCorrelation: number
}

/** One series from one origin: what was expected and what came, over the series' scale. */
interface Test {
  readonly kind: DemandClass
  readonly points: Float64Array
  readonly actual: Float64Array
}

/** So many origins, a stretch apart: each window has something that befell all items at once, and one or two windows would be taken for all. */
const mostOrigins = 6
/** Of the blocks that are tested on, so many times as many are known. */
const knownOverTested = 2
const fewestKnown = 8
const fewestErrors = 200
const fewestSums = 100
/** Nobody asks for sums that begin later. */
const summedStretches = 2
const calibratedCoverage = 0.8
const halvings = 12
const usualGrowth = 0.1
const usualCorrelation = 0.3

/**
 * Forecasts each series (plain blocks without gaps) from four blocks before its end, from eight, and so on, and gathers the errors over the scale of the series. How much errors of
 * neighbouring blocks go together is chosen so that 80 % intervals of four blocks hold what they promise over all these tests.
 */
export function learnErrorSpread(all: readonly Float64Array[], panel: PanelModel): ErrorSpread {
  const tests = all.flatMap((series) => testSeries(series, panel))
  const growth = growthOf(tests)
  const single = emptyClasses()
  for (const { kind, points, actual } of tests) {
    points.forEach((point, step) => {
      const size = (step + 1) ** growth
      addToClass(single, kind, ((actual[step] as number) - point) / size, point / size)
    })
  }
  const scores = scoresByClass(single, fewestErrors)
  const blockCorrelation = correlationOf(tests, growth, scores)
  const summed = emptyClasses()
  for (const { kind, points, actual } of tests) {
    const end = Math.min(points.length, summedStretches * summedBlocks)
    for (let from = 0; from + summedBlocks <= end; from += summedBlocks) {
      const size = sizeOfSum(from, growth, blockCorrelation)
      const point = sumFrom(points, from)
      addToClass(summed, kind, (sumFrom(actual, from) - point) / size, point / size)
    }
  }
  const sumScores =
    summed.all.errors.length >= fewestSums ? { ...scores, ...scoresByClass(summed, fewestSums) } : scores
  return { growth, scores, sumScores, blockCorrelation }
}

interface ClassErrors {
  readonly all: ErrorSample
  readonly classes: Map<DemandClass, ErrorSample>
}

function emptyClasses(): ClassErrors {
  return { all: emptyErrors(), classes: new Map() }
}

function addToClass({ all, classes }: ClassErrors, kind: DemandClass, error: number, expected: number): void {
  const own = classes.get(kind) ?? emptyErrors()
  classes.set(kind, own)
  addError(own, error, expected)
  addError(all, error, expected)
}

function scoresByClass({ all, classes }: ClassErrors, fewest: number): Record<string, readonly number[]> {
  const scores: Record<string, readonly number[]> = { none: scoresOf(all) }
  for (const [kind, own] of classes) {
    if (kind !== 'none' && own.errors.length >= fewest) scores[kind] = scoresOf(own)
  }
  return scores
}

function sumFrom(values: Float64Array, from: number): number {
  return values.subarray(from, from + summedBlocks).reduce((sum, value) => sum + value, 0)
}

/** How far off blocks from one on are together, the first of all blocks being off by 1. */
function sizeOfSum(from: number, growth: number, correlation: number): number {
  let squares = 0
  let sizes = 0
  for (let step = from + 1; step <= from + summedBlocks; step++) {
    squares += step ** (2 * growth)
    sizes += step ** growth
  }
  return Math.sqrt((1 - correlation) * squares + correlation * sizes ** 2)
}

function testSeries(series: Float64Array, panel: PanelModel): Test[] {
  const tests: Test[] = []
  for (let back = 1; back <= mostOrigins; back++) {
    const came = back * summedBlocks
    const origin = series.length - came
    if (origin < Math.max(fewestKnown, knownOverTested * came)) break
    const horizon = Math.min(outlookBlocks, came)
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
  const sums = long.map(({ kind, points, actual }) => ({
    point: sumFrom(points, 0),
    actual: sumFrom(actual, 0),
    scores: scores[kind] ?? scores.none ?? [],
  }))
  let low = 0
  let high = 1
  for (let round = 0; round < halvings; round++) {
    const correlation = (low + high) / 2
    const scale = sizeOfSum(0, growth, correlation)
    const inside = sums.filter(({ point, actual, scores: ofClass }) => {
      const { lower, upper } = rangeAround(point, scale, ofClass, calibratedCoverage)
      return actual >= lower && actual <= upper
    })
    if (inside.length < calibratedCoverage * sums.length) low = correlation
    else high = correlation
  }
  return high
}
