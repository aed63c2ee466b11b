import { fail, type Result, succeed } from '../../kernel/result.ts'
import type { FittedForecaster, Forecaster, ForecastFailure, SeriesShape } from '../forecaster.ts'
import { backtestSpread } from '../intervals/backtest-spread.ts'
import { automaticArima } from '../models/arima.ts'
import { automaticSmoothing } from '../models/automatic-smoothing.ts'
import { blendForecasts } from '../models/combination.ts'
import { dynamicOptimisedTheta } from '../models/dynamic-optimised-theta.ts'
import { multipleSeasons } from '../models/multiple-seasons.ts'
import { seasonalNaive } from '../models/seasonal-naive.ts'
import { seasonallyAdjusted } from '../models/seasonally-adjusted.ts'
import { theta } from '../models/theta.ts'
import { isSeasonal } from '../season/is-seasonal.ts'
import { type BacktestPlan, backtest, backtestError, planBacktest } from './backtest.ts'
import { type SteadyForecast, shareBesideSteady } from './beside-steady.ts'
import { forecastPlainly } from './forecast-plainly.ts'
import { inverseErrorWeights } from './inverse-error-weights.ts'
import { prepareSeries } from './prepare-series.ts'
import type { ForecastRequest, SeriesForecast } from './series-forecast.ts'

const withoutSeasons = [theta, dynamicOptimisedTheta, automaticSmoothing, automaticArima]

/** The candidates for seasons that the models know themselves, and for longer ones, which are tried as a season and as none. */
const shortSeasons: readonly Forecaster[] = [
  seasonallyAdjusted(theta),
  seasonallyAdjusted(dynamicOptimisedTheta),
  automaticSmoothing,
  automaticArima,
]
const longSeasons: readonly Forecaster[] = [...withoutSeasons.map(seasonallyAdjusted), ...withoutSeasons]
const severalSeasons: readonly Forecaster[] = [...shortSeasons, multipleSeasons(automaticSmoothing)]
const longestModelled = 24

/** Older points than this many, or than eight of the longest season, are not looked at: they cost time and tell little. */
const mostPoints = 300
const mostSeasons = 8

const naiveTrust = 0.5
const mixSteps = 10

/**
 * The best forecast of one series: Theta, dynamic optimised Theta, exponential smoothing and ARIMA beside seasonal naive, weighted by their errors over a rolling-origin
 * backtest; seasonal naive alone where the combination did worse there. The errors of that backtest are the spread. Fails for a series without any value, a value that is
 * no number and a horizon outside 1 to 1,000; everything else has a forecast, and `fallback` says when it is a plain one.
 *
 * @param steady what is known to be good for series like this one: the combination gets the share beside it that many series and this one's backtest say
 */
export function forecastFully(
  history: Float64Array,
  request: ForecastRequest,
  steady: SteadyForecast | null = null,
): Result<SeriesForecast, ForecastFailure> {
  const longest = Math.max(request.season, ...(request.longerSeasons ?? []))
  const prepared = prepareSeries(history, request, Math.max(mostPoints, mostSeasons * longest))
  if (!prepared.ok) return prepared
  const { series, repaired, allZero } = prepared.value
  const plan = planBacktest(series.length, request.season, request.horizon)
  if (allZero || plan.origins.length === 0) return succeed(forecastPlainly(prepared.value, request))

  const naive = evaluate(seasonalNaive, series, request, plan)
  const models = candidatesOf(series, request).map((model) => evaluate(model, series, request, plan))
  const fitted = [naive, ...models].filter((one) => one !== null)
  if (naive === null) return fail({ kind: 'invalid-data', message: 'No model fits.', retryable: false })
  let unit = 0
  for (const value of series) unit = Math.max(unit, Math.abs(value))
  const { weights, blended, error } = blendNoWorseThanFirst(fitted, series, plan, unit)
  const points = blendForecasts(
    fitted.map((one) => one.fitted.forecast(request.horizon)),
    weights,
  )
  const combined: Mixed = {
    points,
    errors: errorsOf(blended, series, plan),
    error,
    members: fitted.map(({ name }, at) => ({ name, weight: weights[at] as number })),
  }
  const mixed = steady === null ? combined : mixWithSteady(combined, steady, series, request, plan)
  return succeed({
    points: request.nonNegative === true ? mixed.points.map((value) => Math.max(0, value)) : mixed.points,
    spread: backtestSpread(mixed.errors, request.horizon, Math.max(1, plan.testedHorizons)),
    members: mixed.members,
    fallback: weights[0] === 1 && mixed === combined ? 'seasonal-naive' : null,
    backtest: { origins: plan.origins.length, error: mixed.error, naiveError: naive.error },
    repaired,
  })
}

/** A forecast with its errors over the backtest. */
interface Mixed extends Pick<SeriesForecast, 'points' | 'members'> {
  readonly errors: readonly Float64Array[]
  /** Their mean without sign. */
  readonly error: number
}

function mixWithSteady(
  combined: Mixed,
  { forecaster, pool }: SteadyForecast,
  series: Float64Array,
  request: ForecastRequest,
  plan: BacktestPlan,
): Mixed {
  const steady = evaluate(forecaster, series, request, plan)
  if (steady === null) return combined
  const steadyErrors = errorsOf(steady.forecasts, series, plan)
  const share = shareBesideSteady(steadyErrors, combined.errors, pool)
  const mix = (one: Float64Array, other: Float64Array) =>
    one.map((value, step) => share * value + (1 - share) * (other[step] as number))
  const errors = combined.errors.map((row, of) => mix(row, steadyErrors[of] as Float64Array))
  return {
    points: mix(combined.points, steady.fitted.forecast(request.horizon)),
    errors,
    error: meanSize(errors),
    members: [
      { name: forecaster.name, weight: 1 - share },
      ...combined.members.map(({ name, weight }) => ({ name, weight: share * weight })),
    ],
  }
}

/** Actual less forecast, by origin and step. */
function errorsOf(
  forecasts: readonly Float64Array[],
  series: Float64Array,
  { origins }: BacktestPlan,
): Float64Array[] {
  return forecasts.map((forecast, of) =>
    forecast.map((value, step) => (series[(origins[of] as number) + step] as number) - value),
  )
}

function meanSize(rows: readonly Float64Array[]): number {
  const all = rows.flatMap((row) => [...row])
  return all.reduce((sum, error) => sum + Math.abs(error), 0) / all.length
}

/**
 * Weights by backtest errors, seasonal naive (the first) counting half. Where the combination they make did worse in the backtest than seasonal naive, so much
 * of that is mixed in that it did not: all of it when nothing beats it.
 */
function blendNoWorseThanFirst(
  fitted: readonly Evaluated[],
  series: Float64Array,
  plan: BacktestPlan,
  unit: number,
) {
  const errors = fitted.map(({ error }) => error)
  const trust = errors.map((_, at) => (at === 0 ? naiveTrust : 1))
  const free = inverseErrorWeights(errors, trust, unit)
  for (let mixed = 0; ; mixed++) {
    const share = mixed / mixSteps
    const weights = free.map((weight, at) => (1 - share) * weight + (at === 0 ? share : 0))
    const blended = plan.origins.map((_, of) =>
      blendForecasts(
        fitted.map(({ forecasts }) => forecasts[of] as Float64Array),
        weights,
      ),
    )
    const error = backtestError(blended, series, plan)
    if (mixed === mixSteps || error <= (errors[0] as number)) return { weights, blended, error }
  }
}

interface Evaluated {
  readonly name: string
  readonly fitted: FittedForecaster
  readonly forecasts: readonly Float64Array[]
  readonly error: number
}

function candidatesOf(
  series: Float64Array,
  { season, longerSeasons = [] }: ForecastRequest,
): readonly Forecaster[] {
  if (longerSeasons.length > 0) return severalSeasons
  if (season <= longestModelled) return shortSeasons
  return isSeasonal(series, season) ? longSeasons : withoutSeasons
}

/** A model on the whole series and on its backtest; null when it cannot be fitted or says what is no number. */
function evaluate(
  model: Forecaster,
  series: Float64Array,
  shape: SeriesShape & ForecastRequest,
  plan: BacktestPlan,
): Evaluated | null {
  const fitted = model.fit(series, shape)
  if (!fitted.ok) return null
  const forecasts = backtest(model, fitted.value, series, shape, plan)
  const error = backtestError(forecasts, series, plan)
  const whole = fitted.value.forecast(shape.horizon).every(Number.isFinite)
  return Number.isFinite(error) && whole ? { name: model.name, fitted: fitted.value, forecasts, error } : null
}
