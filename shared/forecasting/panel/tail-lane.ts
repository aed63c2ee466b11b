import { type Result, succeed } from '../../kernel/result.ts'
import { classifyDemand } from '../demand-class.ts'
import type { ForecastFailure } from '../forecaster.ts'
import { backtestSpread } from '../intervals/backtest-spread.ts'
import { repeatSeason, seasonalNaive } from '../models/seasonal-naive.ts'
import { type BacktestPlan, denseOrigins, planBacktest } from '../selection/backtest.ts'
import { forecastPlainly } from '../selection/forecast-plainly.ts'
import { inverseErrorWeights } from '../selection/inverse-error-weights.ts'
import { prepareSeries } from '../selection/prepare-series.ts'
import type { ForecastRequest, SeriesForecast } from '../selection/series-forecast.ts'
import type { PanelModel } from './panel-model.ts'
import { pooledSpread } from './score-pool.ts'
import { seriesScale } from './series-scale.ts'
import { startOf, type TailTable, tailCandidateNames, tailForecasts } from './tail-candidates.ts'

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

  const horizons = testHorizons(series, request, plan)
  const single = names.map((_, of) => errorOfCandidate(horizons, of))
  const naiveError = single[naiveAt] as number
  const best = single.indexOf(Math.min(...single))
  const own = inverseErrorWeights(single.slice(0, naiveAt), trust, seriesScale(series))
  const ownErrors = errorsOfMix(horizons, own)
  const holds = rootMeanSquare(ownErrors) <= naiveError
  const better = holds ? own : names.map((_, of) => (of === best ? 1 : 0))
  const betterErrors = holds ? ownErrors : errorsOfMix(horizons, better)

  const learned = panel === null ? own : own.map((weight, of) => (weight + (panel.weights[of] ?? 0)) / 2)
  const learnedErrors = panel === null ? ownErrors : errorsOfMix(horizons, learned)
  const share = shareNeeded(learnedErrors, betterErrors, naiveError)
  const weights = names.map((_, of) => (1 - share) * (learned[of] ?? 0) + share * (better[of] ?? 0))
  const errors = mixErrors(learnedErrors, betterErrors, share)
  const points = pointsAhead(horizons, weights)
  return succeed({
    points: request.nonNegative === true ? points.map((value) => Math.max(0, value)) : points,
    spread:
      panel !== null
        ? pooledSpread(panel.scores[classifyDemand(series).kind], seriesScale(series), panel.growth, horizon)
        : backtestSpread(rowsOf(errors, plan.horizon), horizon, Math.max(1, plan.testedHorizons)),
    members: names
      .map((name, of) => ({ name, weight: weights[of] as number }))
      .filter(({ weight }) => weight > 0),
    fallback: weights[naiveAt] === 1 ? 'seasonal-naive' : null,
    backtest:
      plan.origins.length === 0
        ? null
        : { origins: plan.origins.length, error: rootMeanSquare(errors), naiveError },
    repaired,
  })
}

/** What each candidate said, seasonal naive last, from each origin of a backtest and then from the end, beside what came. */
interface TestedHorizons {
  readonly table: TailTable
  readonly series: Float64Array
  /** Points that were known, rising; the end is not among them. */
  readonly origins: readonly number[]
  /** So many steps of each were tested. */
  readonly steps: number
}

function testHorizons(
  series: Float64Array,
  { season, horizon }: ForecastRequest,
  plan: BacktestPlan,
): TestedHorizons {
  const origins = plan.origins.toReversed()
  const table = tailForecasts(series, season, horizon, [...origins, series.length], 1)
  for (let at = 0; at <= origins.length; at++) {
    const known = series.subarray(0, origins[at] ?? series.length)
    table.values.set(repeatSeason(known, season, horizon), startOf(table, at, naiveAt))
  }
  return { table, series, origins, steps: plan.horizon }
}

/**
 * How much of `better` it takes, in tenths, not to be worse than seasonal naive in the series' own backtest: all of it at most, which is the
 * series' own combination if that holds and else its best candidate, seasonal naive among them.
 */
function shareNeeded(learned: Float64Array, better: Float64Array, naiveError: number): number {
  let ofLearned = 0
  let ofBetter = 0
  let ofBoth = 0
  for (let at = 0; at < learned.length; at++) {
    const one = learned[at] as number
    const two = better[at] as number
    ofLearned += one * one
    ofBetter += two * two
    ofBoth += one * two
  }
  for (let mixed = 0; mixed < mixSteps; mixed++) {
    const share = mixed / mixSteps
    const rest = 1 - share
    const squares = rest * rest * ofLearned + 2 * rest * share * ofBoth + share * share * ofBetter
    if (squares <= naiveError * naiveError * learned.length) return share
  }
  return 1
}

/** What came less the weighted sum of candidates, for all tested steps of all origins. */
function errorsOfMix(
  { table, series, origins, steps }: TestedHorizons,
  weights: ArrayLike<number>,
): Float64Array {
  const errors = new Float64Array(origins.length * steps)
  for (let at = 0; at < origins.length; at++) {
    const origin = origins[at] as number
    for (let step = 0; step < steps; step++) {
      let error = series[origin + step] as number
      for (let of = 0; of < weights.length; of++) {
        error -= (weights[of] as number) * (table.values[startOf(table, at, of) + step] as number)
      }
      errors[at * steps + step] = error
    }
  }
  return errors
}

/** The root mean square of one candidate's errors over all tests. */
function errorOfCandidate({ table, series, origins, steps }: TestedHorizons, of: number): number {
  let sum = 0
  for (let at = 0; at < origins.length; at++) {
    const from = startOf(table, at, of)
    for (let step = 0; step < steps; step++) {
      const error = (series[(origins[at] as number) + step] as number) - (table.values[from + step] as number)
      sum += error * error
    }
  }
  return origins.length === 0 ? 0 : Math.sqrt(sum / (origins.length * steps))
}

function mixErrors(learned: Float64Array, better: Float64Array, share: number): Float64Array {
  const errors = new Float64Array(learned.length)
  for (let at = 0; at < errors.length; at++) {
    errors[at] = (1 - share) * (learned[at] as number) + share * (better[at] as number)
  }
  return errors
}

/** The weighted sum of what the candidates say from the end of the series on. */
function pointsAhead({ table, origins }: TestedHorizons, weights: readonly number[]): Float64Array {
  const points = new Float64Array(table.horizon)
  for (let of = 0; of < weights.length; of++) {
    const weight = weights[of] as number
    if (weight === 0) continue
    const from = startOf(table, origins.length, of)
    for (let step = 0; step < points.length; step++) {
      points[step] = (points[step] as number) + weight * (table.values[from + step] as number)
    }
  }
  return points
}

/** The errors of each origin. */
function rowsOf(errors: Float64Array, steps: number): Float64Array[] {
  const rows: Float64Array[] = []
  for (let from = 0; from < errors.length; from += steps) rows.push(errors.subarray(from, from + steps))
  return rows
}

function rootMeanSquare(errors: Float64Array): number {
  let sum = 0
  for (let at = 0; at < errors.length; at++) sum += (errors[at] as number) ** 2
  return errors.length === 0 ? 0 : Math.sqrt(sum / errors.length)
}
