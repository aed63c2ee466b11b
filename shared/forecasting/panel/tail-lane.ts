import { type Result, succeed } from '../../kernel/result.ts'
import { classifyDemand } from '../demand-class.ts'
import type { ForecastFailure } from '../forecaster.ts'
import { backtestSpread } from '../intervals/backtest-spread.ts'
import { repeatSeason, seasonalNaive } from '../models/seasonal-naive.ts'
import { denseOrigins, planBacktest } from '../selection/backtest.ts'
import { forecastPlainly } from '../selection/forecast-plainly.ts'
import { inverseErrorWeights } from '../selection/inverse-error-weights.ts'
import { prepareSeries } from '../selection/prepare-series.ts'
import type { ForecastRequest, SeriesForecast } from '../selection/series-forecast.ts'
import { type PanelModel, weigh } from './panel-model.ts'
import { pooledSpread } from './score-pool.ts'
import { seriesScale } from './series-scale.ts'
import { tailCandidateNames, tailForecasts } from './tail-candidates.ts'

const mostPoints = 200
const mostSeasons = 4
const mixSteps = 10

const names = [...tailCandidateNames, seasonalNaive.name]
const naiveAt = tailCandidateNames.length
const trust = tailCandidateNames.map(() => 1)

/**
 * A quick forecast for series of which there are very many: levels that need no search, weighed by the series' own squared
 * errors in a backtest and, where there is one, half by what the panel learned (squared, because absolute ones favour zero where most points are). Seasonal naive takes their place where they did worse in the
 * series' own backtest. Fails as `forecastFully` does.
 */
export function forecastQuickly(
  history: Float64Array,
  request: ForecastRequest,
  panel: PanelModel | null = null,
): Result<SeriesForecast, ForecastFailure> {
  const { season, horizon } = request
  const prepared = prepareSeries(history, request, Math.max(mostPoints, mostSeasons * season))
  if (!prepared.ok) return prepared
  const { series, repaired, allZero } = prepared.value
  const plan = planBacktest(series.length, season, horizon, denseOrigins)
  if (allZero || (panel === null && plan.origins.length === 0)) {
    return succeed(forecastPlainly(prepared.value, request))
  }

  const tests = plan.origins.map((origin) => ({
    actual: series.subarray(origin, origin + plan.horizon),
    candidates: candidatesOf(series.subarray(0, origin), season, plan.horizon),
  }))
  const single = names.map((_, of) => errorOfCandidate(tests, of))
  const naiveError = single[naiveAt] as number
  const best = single.indexOf(Math.min(...single))
  const own = inverseErrorWeights(single.slice(0, naiveAt), trust, seriesScale(series))
  const ownErrors = tests.map((test) => errorsOfMix(test, own))
  const holds = rootMeanSquare(ownErrors) <= naiveError
  const better = holds ? own : names.map((_, of) => (of === best ? 1 : 0))
  const betterErrors = holds ? ownErrors : tests.map((test) => errorsOf(test, best))

  const learned = panel === null ? own : own.map((weight, of) => (weight + (panel.weights[of] ?? 0)) / 2)
  const learnedErrors = panel === null ? ownErrors : tests.map((test) => errorsOfMix(test, learned))
  const share = shareNeeded(learnedErrors, betterErrors, naiveError)
  const weights = names.map((_, of) => (1 - share) * (learned[of] ?? 0) + share * (better[of] ?? 0))
  const errors = learnedErrors.map((row, of) =>
    row.map((error, step) => (1 - share) * error + share * (betterErrors[of]?.[step] as number)),
  )
  const raw = weigh(candidatesOf(series, season, horizon), weights)
  return succeed({
    points: request.nonNegative === true ? raw.map((value) => Math.max(0, value)) : raw,
    spread:
      panel !== null
        ? pooledSpread(panel.scores[classifyDemand(series).kind], seriesScale(series), panel.growth, horizon)
        : backtestSpread(errors, horizon, Math.max(1, plan.testedHorizons)),
    members: names
      .map((name, of) => ({ name, weight: weights[of] as number }))
      .filter(({ weight }) => weight > 0),
    fallback: weights[naiveAt] === 1 ? 'seasonal-naive' : null,
    backtest:
      tests.length === 0 ? null : { origins: tests.length, error: rootMeanSquare(errors), naiveError },
    repaired,
  })
}

/** One origin of the backtest: what came, and what each candidate said, seasonal naive last. */
interface TailTest {
  readonly actual: Float64Array
  readonly candidates: readonly Float64Array[]
}

function candidatesOf(series: Float64Array, season: number, horizon: number): Float64Array[] {
  return [...tailForecasts(series, season, horizon), repeatSeason(series, season, horizon)]
}

/**
 * How much of `better` it takes, in tenths, not to be worse than seasonal naive in the series' own backtest: all of it at most, which is the
 * series' own combination if that holds and else its best candidate, seasonal naive among them.
 */
function shareNeeded(
  learned: readonly Float64Array[],
  better: readonly Float64Array[],
  naiveError: number,
): number {
  let ofLearned = 0
  let ofBetter = 0
  let ofBoth = 0
  let count = 0
  learned.forEach((row, of) => {
    const other = better[of] as Float64Array
    for (let step = 0; step < row.length; step++) {
      const one = row[step] as number
      const two = other[step] as number
      ofLearned += one * one
      ofBetter += two * two
      ofBoth += one * two
    }
    count += row.length
  })
  for (let mixed = 0; mixed < mixSteps; mixed++) {
    const share = mixed / mixSteps
    const rest = 1 - share
    const squares = rest * rest * ofLearned + 2 * rest * share * ofBoth + share * share * ofBetter
    if (squares <= naiveError * naiveError * count) return share
  }
  return 1
}

function errorsOf({ actual, candidates }: TailTest, of: number): Float64Array {
  const errors = actual.slice()
  const candidate = candidates[of] as Float64Array
  for (let step = 0; step < errors.length; step++) {
    errors[step] = (errors[step] as number) - (candidate[step] as number)
  }
  return errors
}

function errorsOfMix({ actual, candidates }: TailTest, weights: ArrayLike<number>): Float64Array {
  const errors = weigh(candidates, weights)
  for (let step = 0; step < errors.length; step++) {
    errors[step] = (actual[step] as number) - (errors[step] as number)
  }
  return errors
}

/** The root mean square of one candidate's errors over all tests. */
function errorOfCandidate(tests: readonly TailTest[], of: number): number {
  let sum = 0
  let count = 0
  for (const { actual, candidates } of tests) {
    const candidate = candidates[of] as Float64Array
    for (let step = 0; step < actual.length; step++) {
      sum += ((actual[step] as number) - (candidate[step] as number)) ** 2
    }
    count += actual.length
  }
  return count === 0 ? 0 : Math.sqrt(sum / count)
}

function rootMeanSquare(rows: readonly Float64Array[]): number {
  let sum = 0
  let count = 0
  for (const row of rows) {
    for (let at = 0; at < row.length; at++) sum += (row[at] as number) ** 2
    count += row.length
  }
  return count === 0 ? 0 : Math.sqrt(sum / count)
}
